import type { AddressInfo } from 'node:net';
import { render as renderDiscord } from '../../adapters/discord/render.ts';
import { render as renderSlack } from '../../adapters/slack/render.ts';
import { createHttpServer } from '../../adapters/web/http-server.ts';
import { createWeb, type Web, type WebOptions } from '../../adapters/web/server.ts';
import { parseCommandText } from '../../src/commands/command-text.ts';
import { SILENT } from '../../src/log.ts';
import { fakeDesk } from './fake-desk.ts';

export type Playground = Web & {
  readonly port: number;
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** The playground over a stand-in core and the real renderers, on a free port unless one is given. */
export async function startPlayground(
  changes: Partial<WebOptions> = {},
  port = 0,
): Promise<Playground> {
  const web = createWeb({
    ...fakeDesk,
    parseCommandText: (family, text) => parseCommandText(fakeDesk.commands, family, text),
    search: async (query, page) => ({ query, page, hits: [] }),
    suggestJson: async (query) => ({ query, suggestions: [] }),
    health: () => ({ ok: true, detail: {} }),
    ready: async () => ({ ok: true, detail: {} }),
    renderers: { slack: renderSlack, discord: renderDiscord },
    now: () => new Date('2026-11-22T09:00:00Z'),
    log: SILENT,
    allowedHosts: [],
    ...changes,
  });
  const server = createHttpServer(web.handler);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    ...web,
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
