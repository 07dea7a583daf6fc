import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpServer } from '../../../adapters/web/http-server.ts';
import { createWeb, type Web, type WebOptions } from '../../../adapters/web/server.ts';
import type { Reply } from '../../../src/commands/command.ts';
import { parseCommandText } from '../../../src/commands/command-text.ts';
import { SILENT } from '../../../src/log.ts';
import { type Message, text } from '../../../src/message/message.ts';
import { plainText } from '../../../src/message/plain-text.ts';

export type Received = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Sent = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export type WebServer = Web & {
  readonly port: number;
  /** Sends the target as it is, without the tidying that `fetch` would do. */
  readonly send: (target: string, request?: Sent) => Promise<Received>;
  /** Sends as the page does. */
  readonly post: (target: string, body: unknown) => Promise<Received>;
  readonly close: () => Promise<void>;
};

export const aMessage = (words: string): Message => ({
  blocks: [{ kind: 'paragraph', spans: [text(words)] }],
});

export const anAnswer = (words: string, visibility: 'private' | 'channel' = 'private'): Reply => ({
  kind: 'answer',
  message: aMessage(words),
  visibility,
});

/** The playground on a free port, over a core that says back what it was asked. */
export async function startWeb(changes: Partial<WebOptions> = {}): Promise<WebServer> {
  const web = createWeb({
    answer: async ({ request }) => anAnswer(JSON.stringify(request)),
    suggest: async ({ source, typed }) => [
      { kind: 'topic', label: `${source} ${typed}`, value: typed },
    ],
    commands: [],
    parseCommandText: (family, text) => parseCommandText([], family, text),
    search: async (query, page) => ({ query, page }),
    suggestJson: async (query) => ({ query }),
    health: () => ({ ok: true, detail: {} }),
    ready: async () => ({ ok: true, detail: {} }),
    renderers: { slack: plainText, discord: plainText },
    now: () => new Date('2026-11-22T09:00:00Z'),
    log: SILENT,
    allowedHosts: [],
    ...changes,
  });
  const server = createHttpServer(web.handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `localhost:${port}`;

  const send: WebServer['send'] = (target, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, path: target, method, headers: { host, ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });

  return {
    ...web,
    port,
    send,
    post: (target, body) =>
      send(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: `http://${host}` },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
