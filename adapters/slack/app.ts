import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, type Receiver } from '@slack/bolt';
import type { Answer } from '../../src/commands/command.ts';
import type { Log } from '../../src/log.ts';
import type { Poster, Tell } from '../../src/message/poster.ts';
import { type Access, manyWorkspaces, oneWorkspace } from './access.ts';
import { createAnswering } from './answering.ts';
import { boltLog } from './bolt-log.ts';
import { clientCache, onceOnly } from './clients.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { createInstaller, INSTALL_PATH, type OAuthOptions, REDIRECT_PATH } from './install.ts';
import type { SlackInstallations } from './installations.ts';
import type { InvocationRules } from './invocation.ts';
import { keepOpen, type Open } from './keep-open.ts';
import { listen } from './listeners.ts';
import { type ClientFor, createPoster, createTell } from './post.ts';
import { seenLately } from './seen.ts';
import { createSend } from './send.ts';
import { SetUpError } from './set-up-error.ts';
import { createSocket } from './socket.ts';
import { within } from './within.ts';

export type SlackOptions = InvocationRules & {
  readonly mode: 'socket' | 'http';
  /** Of the one workspace; without it, workspaces install the app through `oauth`. */
  readonly botToken?: string | undefined;
  /** For Socket Mode. */
  readonly appToken?: string | undefined;
  /** For HTTP. */
  readonly signingSecret?: string | undefined;
  readonly oauth?: OAuthOptions | undefined;
  /** Where the Web API is, if not at slack.com. */
  readonly apiUrl?: string | undefined;
  readonly answer: Answer;
  readonly installations: SlackInstallations;
  /** The token of the one workspace works. */
  readonly onInstalled: (workspace: string) => Promise<void>;
  readonly onUninstall: (workspace: string) => Promise<void>;
  /** Slack has refused a token after `start` had resolved: one line with the fix. */
  readonly onRefused?: ((reason: string) => void) | undefined;
  readonly log: Log;
};

export type Slack = {
  /**
   * Connects. Rejects with one plain line where a token is wrong; when Slack is only out of
   * reach it resolves and goes on trying.
   */
  readonly start: () => Promise<void>;
  /** Resolves at the first connection. */
  readonly connected: Promise<void>;
  /** Within 3 s; what is being answered gets 2 s of them. */
  readonly stop: () => Promise<void>;
  readonly poster: Poster;
  readonly tell: Tell;
  /** Takes a request to `/slack/…` and tells whether it was one of ours. Never throws. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly health: () => { readonly ok: boolean; readonly detail: string };
};

const EVENTS_PATH = '/slack/events';
const LAST_WORDS_MS = 2_000;

/**
 * Slack, in one workspace or in many, over a socket or over HTTP. Throws one plain line where a
 * setting is missing.
 */
export function createSlack(options: SlackOptions): Slack {
  const { commands, installations, onInstalled, onUninstall, log } = options;
  const clientOptions = onceOnly({ apiUrl: options.apiUrl, log });
  const clientOf = clientCache(clientOptions);
  const installer =
    options.botToken === undefined && options.oauth !== undefined
      ? createInstaller({ oauth: options.oauth, installations, commands, clientOptions, log })
      : undefined;
  const access = accessToSlack();
  const transport = options.mode === 'socket' ? overSocket() : overHttp();
  const connection = keepOpen(
    async () => {
      await access.verify();
      return transport.open();
    },
    { log, onRefused: options.onRefused },
  );
  const seen = seenLately();
  const working = new Set<Promise<void>>();

  const clientFor: ClientFor = async (workspace) => {
    const token = await access.tokenOf(workspace);
    return token === undefined ? undefined : clientOf(token);
  };
  const answering = createAnswering({
    answer: options.answer,
    rules: options,
    send: createSend({ clientFor, log }),
    seen,
    log,
  });
  const app = new App({
    receiver: transport.receiver,
    // Bolt acknowledges nothing before this: whoever needs a token looks for it after that.
    authorize: async () => ({}),
    clientOptions: { ...clientOptions },
    logger: boltLog(log),
    convoStore: false,
  });
  listen(app, { answering, clientFor, commands, seen, forget, track, log });

  async function forget(workspace: string): Promise<void> {
    await installations.remove(workspace);
    await onUninstall(workspace);
    onDeadToken();
  }

  function onDeadToken(): void {
    void track(doubt());
  }

  /** Where the one token is dead indeed, the connection is opened anew, which says what is wrong. */
  async function doubt(): Promise<void> {
    try {
      await access.verifyAgain?.();
    } catch (error) {
      if (error instanceof SetUpError) await transport.close();
    }
  }

  function track(work: Promise<void>): Promise<void> {
    working.add(work);
    return work.finally(() => working.delete(work));
  }

  function accessToSlack(): Access {
    if (installer) return manyWorkspaces(installer);
    const { botToken } = options;
    if (!botToken) throw missing('SLACK_BOT_TOKEN', 'nor may workspaces install the app by OAuth');
    return oneWorkspace(botToken, clientOf(botToken), onInstalled);
  }

  function overSocket(): Transport {
    if (!options.appToken) throw missing('SLACK_APP_TOKEN', 'Socket Mode needs an app-level token');
    return createSocket({ appToken: options.appToken, clientOptions, log });
  }

  function overHttp(): Transport {
    const { signingSecret } = options;
    if (!signingSecret) throw missing('SLACK_SIGNING_SECRET', 'HTTP mode verifies each request');
    const receiver = createHttpReceiver({ signingSecret, log });
    let close = () => {};
    return {
      receiver,
      receive: receiver.receive,
      open: async () => {
        const { promise: closed, resolve } = Promise.withResolvers<void>();
        close = resolve;
        return { closed };
      },
      close: async () => close(),
    };
  }

  function handler(request: IncomingMessage, response: ServerResponse): boolean {
    const [path] = (request.url ?? '').split('?');
    if (path === EVENTS_PATH && transport.receive) {
      void transport.receive(request, response);
      return true;
    }
    const isPage = path === INSTALL_PATH || path === REDIRECT_PATH;
    if (!isPage || installer === undefined || request.method !== 'GET') return false;
    installer.handle(request, response);
    return true;
  }

  return {
    start: connection.start,
    connected: connection.connected,
    stop: async () => {
      await within(Promise.allSettled([...working]), LAST_WORDS_MS);
      connection.stop();
      await transport.close();
    },
    poster: createPoster({ clientFor, onDeadToken, log }),
    tell: createTell({ clientFor, onDeadToken, log }),
    handler,
    health: connection.state,
  };
}

type Transport = {
  readonly receiver: Receiver;
  readonly open: Open;
  readonly close: () => Promise<void>;
  readonly receive?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

function missing(variable: string, why: string): SetUpError {
  return new SetUpError(`${variable} is not set: ${why}`);
}
