import type { IncomingMessage } from 'node:http';
import type {
  Answer,
  Command,
  Reply,
  Suggest,
  SuggestionSource,
} from '../../src/commands/command.ts';
import type { Message } from '../../src/message/message.ts';
import type { ChannelBook } from './channel-book.ts';
import {
  actionOfPress,
  commandOfLine,
  invocationOf,
  type ParseCommandText,
  PLAYGROUND,
  YOU,
} from './invocation.ts';
import {
  HttpProblem,
  optionalStringField,
  type Routes,
  readJsonObject,
  stringField,
} from './wire.ts';

export type PlaygroundOptions = {
  readonly answer: Answer;
  readonly suggest: Suggest;
  /** Every command, in the order in which hints show them. */
  readonly commands: readonly Command[];
  /** Reads what stands behind `/news` or `/newsdesk`. */
  readonly parseCommandText: ParseCommandText;
  /** The pure renderers of the other adapters: the page draws what they would send. */
  readonly renderers: {
    readonly slack: (message: Message) => unknown;
    readonly discord: (message: Message) => unknown;
  };
  readonly now: () => Date;
};

const SOURCES: Readonly<Record<SuggestionSource, true>> = {
  article: true,
  topic: true,
  country: true,
  source: true,
  zone: true,
  subscription: true,
  feed: true,
};

/** What the page talks to. */
export function playgroundRoutes(options: PlaygroundOptions, book: ChannelBook): Routes {
  return {
    '/playground/commands': { method: 'GET', run: () => options.commands.map(hintOf) },
    '/playground/suggest': { method: 'GET', run: (_request, query) => suggest(options, query) },
    '/playground/channel': {
      method: 'GET',
      run: (_request, query) => channel(options, book, query),
    },
    '/playground/command': { method: 'POST', run: (request) => command(options, book, request) },
    '/playground/action': { method: 'POST', run: (request) => action(options, book, request) },
  };
}

async function command(options: PlaygroundOptions, book: ChannelBook, request: IncomingMessage) {
  const line = stringField(await readJsonObject(request), 'text');
  const asked = commandOfLine(line, options.parseCommandText);
  if (!asked)
    throw new HttpProblem(400, 'The playground knows /news and /newsdesk. Try /news help.');
  const reply = await options.answer(invocationOf(asked, options.now()));
  if (reply.kind !== 'answer') throw new Error(`a command was answered with "${reply.kind}"`);
  if (reply.visibility === 'channel') book.add(reply.message);
  return answerOf(options, reply);
}

/** `post` is the id of the channel post whose button was pressed, where it was one of those. */
async function action(options: PlaygroundOptions, book: ChannelBook, request: IncomingMessage) {
  const body = await readJsonObject(request);
  const asked = actionOfPress(stringField(body, 'id'));
  if (!asked) throw new HttpProblem(400, 'This button has expired. Run the command again.');
  const post = optionalStringField(body, 'post');
  const reply = await options.answer(invocationOf(asked, options.now()));
  if (reply.kind === 'remove') {
    if (post !== undefined) book.remove(post);
    return { kind: reply.kind };
  }
  if (reply.kind === 'update' && post !== undefined) book.replace(post, reply.message);
  if (reply.kind === 'answer' && reply.visibility === 'channel') book.add(reply.message);
  return answerOf(options, reply);
}

function answerOf(options: PlaygroundOptions, reply: Exclude<Reply, { kind: 'remove' }>) {
  const { message, ...how } = reply;
  return { ...how, ...drawn(options, message) };
}

/** Everything in the channel, or nothing but the version while that is the one the page has. */
function channel(options: PlaygroundOptions, book: ChannelBook, query: URLSearchParams) {
  const version = book.version();
  if (query.get('version') === version) return { version };
  return {
    version,
    posts: book.posts().map(({ id, postedAt, message }) => ({
      id,
      postedAt: postedAt.toISOString(),
      ...drawn(options, message),
    })),
  };
}

function suggest(options: PlaygroundOptions, query: URLSearchParams) {
  const source = query.get('source') ?? '';
  if (!isSource(source))
    throw new HttpProblem(400, `source is one of ${Object.keys(SOURCES).join(', ')}.`);
  return options.suggest({
    channel: PLAYGROUND,
    person: YOU,
    source,
    typed: query.get('typed') ?? '',
  });
}

function hintOf({ family, verb, usage, description, example, options }: Command) {
  const suggests = options.find((option) => option.words)?.suggests;
  return { family, verb, usage, description, example, suggests };
}

function drawn({ renderers }: PlaygroundOptions, message: Message) {
  return {
    slack: { payload: renderers.slack(message) },
    discord: { payload: renderers.discord(message) },
  };
}

function isSource(text: string): text is SuggestionSource {
  return Object.hasOwn(SOURCES, text);
}
