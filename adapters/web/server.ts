import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Log, reasonOf } from '../../src/log.ts';
import type { Poster } from '../../src/message/poster.ts';
import { createChannelBook } from './channel-book.ts';
import { refusal } from './guard.ts';
import { answerHealth, type HealthChecks } from './health.ts';
import { loadPage, type PageFile } from './page-files.ts';
import { type PlaygroundOptions, playgroundRoutes } from './playground.ts';
import { HttpProblem, pathOf, queryOf, type Routes, sendJson, sendProblem } from './wire.ts';

export type WebOptions = HealthChecks &
  PlaygroundOptions & {
    /** `GET /api/search`: made by the core, passed on as it is. Pages count from 1. */
    readonly search: (query: string, page: number) => Promise<unknown>;
    /** `GET /api/suggest`. */
    readonly suggestJson: (query: string) => Promise<unknown>;
    readonly log: Log;
    /** Host names allowed besides the loopback ones, without a port. */
    readonly allowedHosts: readonly string[];
  };

export type Web = {
  /** Answers any request; never throws. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Posts to the playground's own channel. */
  readonly poster: Poster;
};

/**
 * The playground: one local page that shows what Slack and Discord would be sent, and the JSON
 * doors for programs. `ports.ts` owns the ports; this answers the requests.
 */
export function createWeb(options: WebOptions): Web {
  const book = createChannelBook(options.now);
  const page = loadPage();
  const routes: Routes = { ...programRoutes(options), ...playgroundRoutes(options, book) };

  return {
    poster: async (_channel, message) => ({ kind: 'posted', messageId: book.add(message) }),
    handler: async (request, response) => {
      try {
        await answerRequest(request, response, { options, page, routes });
      } catch (error) {
        sendProblem(response, problemOf(error, request, options.log));
      }
    },
  };
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  {
    options,
    page,
    routes,
  }: { options: WebOptions; page: ReadonlyMap<string, PageFile>; routes: Routes },
): Promise<void> {
  const problem = refusal(request, response, options.allowedHosts);
  if (problem) throw problem;

  const path = pathOf(request);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const file = page.get(path);
  if (file && reads) return sendFile(request, response, file);
  if (reads && (await answerHealth(path, response, options))) return;

  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  const known = route !== undefined || file !== undefined;
  if (!known)
    throw new HttpProblem(404, 'There is nothing at this address. The playground is at "/".');
  if (!route || (route.method === 'GET' ? !reads : request.method !== 'POST')) {
    response.setHeader('allow', route?.method === 'POST' ? 'POST' : 'GET, HEAD');
    throw new HttpProblem(405, `This address answers ${route?.method ?? 'GET'} only.`);
  }
  sendJson(response, 200, await route.run(request, queryOf(request)));
}

/** The JSON for programs. Reading changes nothing. */
function programRoutes({ search, suggestJson }: WebOptions): Routes {
  return {
    '/api/search': {
      method: 'GET',
      run: (_request, query) => search(query.get('q') ?? '', pageOf(query)),
    },
    '/api/suggest': { method: 'GET', run: (_request, query) => suggestJson(query.get('q') ?? '') },
  };
}

function pageOf(query: URLSearchParams): number {
  const page = query.get('page') ?? '1';
  if (/^[1-9]\d{0,5}$/.test(page)) return Number(page);
  throw new HttpProblem(400, `page is ${JSON.stringify(page)}; expected a whole number from 1.`);
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile): void {
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('etag', file.etag);
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

/** What was thrown, in words for the reader; what they cannot mend goes to the log under a reference. */
function problemOf(error: unknown, request: IncomingMessage, log: Log): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const reference = randomBytes(2).toString('hex').toUpperCase();
  log.error({ reference, path: pathOf(request), reason: reasonOf(error) }, 'web request failed');
  return new HttpProblem(
    500,
    `Newsdesk could not answer this. Its log says why, under the reference ${reference}.`,
  );
}
