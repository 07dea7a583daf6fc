import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Doc, newsCorpus } from '../search/corpus.ts';

/**
 * Feeds by name of host: 000000-good-0.test, 000001-good-1.test … each with `ITEMS` articles of
 * its own, and 000004-hostile-0.test … each in one of the ways below. Says its port once it listens.
 */
export const ITEMS = 5;

const [folder = '', feeds = '0'] = process.argv.slice(2);
const corpus = newsCorpus(folder, Math.max(2_548, Number(feeds) * ITEMS));

const STARTED = Date.now();
const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
const MANY = `<rss><channel><title>Many</title>${'<item><title>One of a great many</title><link>http://x.test/</link></item>'.repeat(20_000)}</channel></rss>`;
const DEEP = `<rss><channel><item><description>${'<div>'.repeat(200_000)}`;
const ENTITIES = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(50)}">${Array.from({ length: 20 }, (_, n) => `<!ENTITY ${String.fromCharCode(98 + n)} "${`&${String.fromCharCode(97 + n)};`.repeat(10)}">`).join('')}]><rss><channel><title>&u;</title><item><title>&u;</title></item></channel></rss>`;

type Way = (response: ServerResponse, request: IncomingMessage) => unknown;

const HOSTILE: readonly Way[] = [
  () => undefined, // says nothing at all
  async (response) => {
    for (; !response.destroyed; await wait(1_000)) response.socket?.write('x-drip: 1\r\n');
  },
  async (response) => {
    for (; !response.destroyed; await wait(1_000)) response.write('<');
  },
  (response) => {
    const chunk = Buffer.alloc(65_536, ' ');
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  },
  (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
  (response, { url }) => response.writeHead(301, { location: `${url}x` }).end(),
  (response) => {
    response.writeHead(200, { 'content-length': '100000' }).write('<rss><channel><item>');
    setTimeout(() => response.destroy(), 100);
  },
  (response) => response.end('<html><body><form>Please log in</form></body></html>'),
  (response) => response.end(Buffer.alloc(100_000, '\u0000\ufffd<')),
  (response) => response.end(ENTITIES),
  (response) => response.end(DEEP),
  (response) => response.end(MANY),
  (response) => response.writeHead(500).end('Internal error'),
  (response) => response.socket?.destroy(),
];

const server = createServer((request, response) => {
  response.on('error', () => undefined);
  const [, kind, number = '0'] =
    /^\d+-(good|hostile)-(\d+)\./.exec(request.headers.host ?? '') ?? [];
  if (kind === 'good')
    response.setHeader('content-type', 'application/rss+xml').end(feed(Number(number)));
  else HOSTILE[Number(number) % HOSTILE.length]?.(response, request);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});

function feed(number: number): string {
  const items = Array.from({ length: ITEMS }, (_, n) =>
    item(corpus.docAt((number * ITEMS + n) % corpus.size), number, n),
  );
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Outlet ${number}</title><link>http://good-${number}.test/</link>${items.join('')}</channel></rss>`;
}

/** The newest first, two a day. */
function item({ id, title, body, tags }: Doc, number: number, place: number): string {
  const at = new Date(STARTED - place * 12 * 3_600_000).toUTCString();
  const categories = tags.map((tag) => `<category>${escaped(tag)}</category>`).join('');
  return `<item><guid isPermaLink="false">${number}-${id}</guid><link>http://good-${number}.test/${id}</link><title>${escaped(title)}</title><pubDate>${at}</pubDate>${categories}<description>${escaped(`<p>${escaped(body).replace(/\n+/g, '</p><p>')}</p>`)}</description></item>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
