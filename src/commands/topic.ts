import type { Message } from '../message/message.ts';
import type { TopicKey } from '../model/topic.ts';
import { topicCounts } from '../store/topics.ts';
import type { Command, Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { privately, refusal } from './reply.ts';
import { queryText } from './search.ts';
import { newList, showList } from './show-list.ts';

export const topicCommand: Command = {
  family: 'news',
  verb: 'topic',
  aliases: [],
  description: 'The articles of a topic, newest first',
  usage: '/news topic <name>',
  example: '/news topic Water',
  options: [
    {
      name: 'name',
      description: 'The topic',
      kind: 'text',
      required: true,
      words: true,
      suggests: 'topic',
    },
  ],
  run: async ({ words }, invocation, desk) => {
    const topics = await topicCounts(desk.db);
    const same = topics.find(({ name }) => name.toLowerCase() === words.toLowerCase());
    const near = words === '' ? [] : await desk.finder.suggest(words, ['topic'], 3);
    const name = same?.name ?? near[0]?.value;
    if (name === undefined) {
      return refusal({
        what: words === '' ? 'Which topic?' : `There is no topic "${words}".`,
        advice: mostUsed(topics.map((topic) => topic.name)),
        example: words === '' ? '/news topics' : `/news search ${words}`,
      });
    }
    return privately(await articlesOf(name, invocation, desk));
  },
};

/** What choosing a topic from the list of them shows. */
export async function openTopic(key: TopicKey, invocation: Invocation, desk: Desk): Promise<Reply> {
  const topic = (await topicCounts(desk.db)).find((one) => one.key === key);
  if (topic) return { kind: 'update', message: await articlesOf(topic.name, invocation, desk) };
  return refusal({
    what: 'No article has this topic any more.',
    advice: 'See which there are.',
    example: '/news topics',
  });
}

async function articlesOf(
  topic: string,
  { channel, person, now }: Invocation,
  desk: Desk,
): Promise<Message> {
  const spec = { kind: 'search' as const, text: topicSearch(topic) };
  const list = await newList(desk, { tenant: channel, person: person.id, spec, now });
  return showList(desk, list, 1, now);
}

function mostUsed(names: readonly string[]): string {
  return names.length === 0
    ? 'No article has a topic yet.'
    : `The most used are ${names.slice(0, 5).join(', ')}.`;
}

/** The search that gives a topic's articles; without words, the newest come first. */
function topicSearch(name: string): string {
  return queryText({ words: '', options: { topic: name } });
}
