import type { Command, CommandOption, CommandRequest } from './command.ts';
import { privately, refusal } from './reply.ts';
import { newList, showList } from './show-list.ts';

export const FILTERS: readonly CommandOption[] = [
  {
    name: 'topic',
    description: 'Only articles on this topic',
    kind: 'text',
    suggests: 'topic',
    filter: true,
  },
  {
    name: 'country',
    description: 'Only articles about this country',
    kind: 'text',
    suggests: 'country',
    filter: true,
  },
  {
    name: 'source',
    description: 'Only articles of this outlet',
    kind: 'text',
    suggests: 'source',
    filter: true,
  },
  {
    name: 'lang',
    description: 'Only articles in this language, such as en',
    kind: 'text',
    filter: true,
  },
  {
    name: 'after',
    description: 'Published on or after this date: 2024, 2024-06, yesterday, 7d',
    kind: 'text',
    filter: true,
  },
  {
    name: 'before',
    description: 'Published before this date: 2024, 2024-06, yesterday, 7d',
    kind: 'text',
    filter: true,
  },
  {
    name: 'in',
    description: 'Where the words must be',
    kind: 'choice',
    choices: ['title'],
    filter: true,
  },
  {
    name: 'sort',
    description: 'Best matches first, or newest first',
    kind: 'choice',
    choices: ['best', 'new'],
    filter: true,
  },
  {
    name: 'exact',
    description: 'No corrections and no other spellings',
    kind: 'flag',
    filter: true,
  },
];

export const searchCommand: Command = {
  family: 'news',
  verb: 'search',
  aliases: ['find', 's'],
  description: 'Search the archive; typos and other spellings are fine',
  usage: '/news search <words> [topic: country: source: after: before: in:title sort:new exact]',
  example: '/news search isis smugling',
  options: [
    {
      name: 'query',
      description: 'Words, "a phrase", -without, this OR that',
      kind: 'text',
      required: true,
      words: true,
    },
    ...FILTERS,
    { name: 'page', description: 'Page of the results to begin with', kind: 'number' },
    { name: 'public', description: 'Show the answer to the whole channel', kind: 'flag' },
  ],
  run: async (request, { channel, person, now }, desk) => {
    const text = queryText(request);
    if (text === '') {
      return refusal({
        what: 'Nothing to search for.',
        advice: 'Say what you are looking for; a headline half remembered is enough.',
        example: '/news search isis smugling',
      });
    }
    const list = await newList(desk, {
      tenant: channel,
      person: person.id,
      spec: { kind: 'search', text },
      now,
    });
    const page = Number.parseInt(request.options.page ?? '1', 10) || 1;
    const message = await showList(desk, list, page, now);
    return isOn(request.options.public)
      ? { kind: 'answer', message, visibility: 'channel' }
      : privately(message);
  },
};

/**
 * The search text of a request: its words, and the filters that a platform with typed options
 * hands over apart from them, written as people type them.
 */
export function queryText({ words, options }: Pick<CommandRequest, 'words' | 'options'>): string {
  const filters = FILTERS.flatMap(({ name, kind }) => {
    const value = options[name]?.trim();
    if (value === undefined || value === '') return [];
    if (kind === 'flag') return isOn(value) ? [name] : [];
    return [/[\s"()]/.test(value) ? `${name}:"${value.replaceAll('"', '')}"` : `${name}:${value}`];
  });
  return [words.trim(), ...filters].filter((part) => part !== '').join(' ');
}

function isOn(flag: string | undefined): boolean {
  return flag !== undefined && /^(|1|true|yes|on)$/i.test(flag);
}
