import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerHealth, type HealthChecks } from '../adapters/web/health.ts';
import { createHttpServer } from '../adapters/web/http-server.ts';
import type { Web } from '../adapters/web/server.ts';
import type { Config } from './config.ts';

export type Ports = {
  /** The playground's address; undefined while it is off. */
  readonly playground: string | undefined;
  readonly close: () => Promise<void>;
};

type SlackHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** The playground never leaves this machine: it has no password. */
const LOOPBACK = '127.0.0.1';

/**
 * Opens what is served. While Slack needs PORT, nothing else is on it but health checks, and
 * the playground is on WEB_PORT or off: the two have different publics.
 */
export async function openPorts(
  config: Config,
  { web, slack, checks }: { web: Web; slack: SlackHandler | undefined; checks: HealthChecks },
): Promise<Ports> {
  const servers: Server[] = [];
  const open = async (name: string, handler: RequestListener, port: number, host: string) => {
    const server = createHttpServer(handler);
    servers.push(server);
    return listening(server, name, port, host);
  };
  const close = async () => {
    await Promise.all(servers.map(closed));
  };

  try {
    const needed = config.slack?.mode === 'http' || config.slack?.oauth !== undefined;
    if (slack && needed) await open('PORT', forSlack(slack, checks), config.port, config.host);
    const webPort = needed ? config.webPort : config.port;
    const playground =
      webPort === undefined
        ? undefined
        : await open(needed ? 'WEB_PORT' : 'PORT', web.handler, webPort, LOOPBACK);
    return {
      playground: playground === undefined ? undefined : `http://localhost:${playground}`,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function forSlack(slack: SlackHandler, checks: HealthChecks): RequestListener {
  return async (request, response) => {
    if (slack(request, response)) return;
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads && (await answerHealth(path, response, checks))) return;
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing here.\n');
  };
}

async function listening(
  server: Server,
  name: string,
  port: number,
  host: string,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `${name} is ${port}, which another program uses; set ${name} to a free port`,
              { cause: error },
            )
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
