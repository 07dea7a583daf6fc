import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { serve, type TestServer } from './servers.ts';

/** An outlet with a back archive, as WordPress would show it; each of its doors can be shut. */
export type NewsSite = TestServer & {
  readonly url: string;
  /** Paths with queries, in the order in which they were asked for. */
  readonly asked: string[];
  /** Called before each answer; one that it gives itself is not given again. */
  onRequest: (request: IncomingMessage, response: ServerResponse) => boolean;
};

export type NewsSiteOptions = {
  /** Articles on the topic "ISIS", one a day up to 21 November 2026. */
  readonly onTopic: number;
  /** Articles about something else, between them. */
  readonly others?: number;
  /**
   * Without saying how many posts there are, and with one behind a password; with the same page for
   * ever; with more posts than there can be.
   */
  readonly rest?: boolean | 'bare' | 'circular' | 'boastful';
  readonly sitemap?: 'no' | 'index' | 'news' | 'packed';
  readonly listing?: 'no' | 'pretty' | 'paged';
  readonly robots?: string;
};

type Post = {
  readonly id: number;
  readonly path: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly date: Date;
  readonly topic: 'ISIS' | 'Weather';
};

const PER_LISTING = 6;
const TERMS = { ISIS: 7, Weather: 9 };

export async function openNewsSite(options: NewsSiteOptions): Promise<NewsSite> {
  const posts = postsOf(options);
  const asked: string[] = [];
  const server = await serve((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    if (site.onRequest(request, response)) return;
    const url = new URL(path, site.url);
    const answered =
      answerFront(url, response, options) ||
      (options.rest && answerRest(url, posts, response, { ...options, origin: site.url })) ||
      answerSitemaps(url, posts, response, { ...options, origin: site.url }) ||
      answerListing(url, posts, response, options) ||
      answerArticle(url, posts, response);
    if (!answered) response.writeHead(404).end('<h1>Not found</h1>');
  });
  const site: NewsSite = {
    ...server,
    url: `http://127.0.0.1:${server.port}`,
    asked,
    onRequest: () => false,
  };
  return site;
}

function postsOf({ onTopic, others = 0 }: NewsSiteOptions): Post[] {
  const last = Date.UTC(2026, 10, 21, 9);
  const post = (id: number, topic: Post['topic'], daysAgo: number): Post => ({
    id,
    path: `/2026/report-${id}/`,
    title: `${topic === 'ISIS' ? 'Court hears the case of a recruiter' : 'Rain is expected'}, part ${id}`,
    paragraphs: [
      `The ${topic === 'ISIS' ? 'court in Khujand' : 'weather service'} spoke on day ${daysAgo} of the series, report number ${id} of our desk.`,
      'Officials declined to say more. Witnesses described what they had seen in the weeks before, and the hearing was adjourned until the following month for further evidence.',
      `A third paragraph of report ${id} & its “quotes” closes the account with what is known so far.`,
    ],
    date: new Date(last - daysAgo * 86_400_000),
    topic,
  });
  return [
    ...Array.from({ length: onTopic }, (_, n) => post(n + 1, 'ISIS', n)),
    ...Array.from({ length: others }, (_, n) => post(10_001 + n, 'Weather', n * 2)),
  ].toSorted((a, b) => b.date.getTime() - a.date.getTime());
}

function answerFront(url: URL, response: ServerResponse, options: NewsSiteOptions): boolean {
  if (url.pathname === '/robots.txt' && options.robots !== undefined) {
    response.end(options.robots);
    return true;
  }
  if (url.pathname !== '/' || url.search !== '') return false;
  const api = options.rest ? '<link rel="https://api.w.org/" href="/wp-json/">' : '';
  html(
    response,
    `${api}<meta property="og:site_name" content="The Example Times">`,
    '<p>Hello</p>',
  );
  return true;
}

function answerRest(
  url: URL,
  posts: readonly Post[],
  response: ServerResponse,
  { rest, origin }: NewsSiteOptions & { readonly origin: string },
): boolean {
  const route = /^\/wp-json\/(.*)$/.exec(url.pathname)?.[1];
  if (route === undefined) return false;
  const query = url.searchParams;
  const json = (body: unknown, headers = {}) =>
    response
      .writeHead(200, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  if (route === '') json({ name: 'The Example Times' });
  else if (route === 'wp/v2/categories') {
    const terms = [
      { id: TERMS.ISIS, name: 'ISIS', slug: 'isis' },
      { id: TERMS.Weather, name: 'Weather &amp; Climate', slug: 'weather' },
    ];
    const slug = query.get('slug');
    json(terms.filter((term) => slug === null || term.slug === slug));
  } else if (route === 'wp/v2/tags') json([]);
  else if (route === 'wp/v2/posts') {
    const perPage = Number(query.getAll('per_page').at(-1));
    const page = rest === 'circular' ? 1 : Number(query.get('page'));
    const term = query.get('categories');
    const after = query.get('after');
    const found = posts.filter(
      (post) =>
        (term === null || TERMS[post.topic] === Number(term)) &&
        (after === null || post.date >= new Date(`${after}Z`)),
    );
    const pages = Math.ceil(found.length / perPage);
    if (page > Math.max(1, pages)) {
      response.writeHead(400).end('{"code":"rest_post_invalid_page_number"}');
      return true;
    }
    json(
      found.slice((page - 1) * perPage, page * perPage).map((post) => ({
        id: post.id,
        link: `${origin}${post.path}`,
        date_gmt: post.date.toISOString().slice(0, 19),
        title: { rendered: post.title.replace("'", '&#8217;') },
        content: { rendered: bodyOf(post), protected: rest === 'bare' && post.id === 1 },
        excerpt: { rendered: `<p>${post.paragraphs[0]} [&hellip;]</p>` },
        _embedded: { 'wp:term': [[{ id: TERMS[post.topic], name: post.topic }], []] },
      })),
      rest === true
        ? { 'x-wp-total': String(found.length), 'x-wp-totalpages': String(pages) }
        : rest === 'boastful'
          ? { 'x-wp-total': '1e308', 'x-wp-totalpages': '1e308' }
          : {},
    );
  } else response.writeHead(404).end('{}');
  return true;
}

function answerSitemaps(
  { pathname }: URL,
  posts: readonly Post[],
  response: ServerResponse,
  { sitemap = 'no', origin }: NewsSiteOptions & { readonly origin: string },
): boolean {
  const entry = (post: Post) =>
    `<url><loc>${origin}${post.path}</loc>${
      sitemap === 'news'
        ? `<news:news><news:publication_date>${post.date.toISOString()}</news:publication_date><news:title>x</news:title></news:news>`
        : `<lastmod>${post.date.toISOString()}</lastmod>`
    }<image:image><image:loc>${origin}/i.jpg</image:loc></image:image></url>`;
  const urls = (some: readonly Post[]) =>
    `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${some.map(entry).join('')}</urlset>`;
  const half = Math.ceil(posts.length / 2);
  const files: Record<string, string | Buffer> = {
    no: {},
    news: { '/sitemap.xml': urls(posts) },
    index: {
      '/sitemap.xml': `<sitemapindex>${[
        'post-sitemap.xml',
        'post-sitemap2.xml',
        'category-sitemap.xml',
      ]
        .map((name) => `<sitemap><loc>${origin}/${name}</loc></sitemap>`)
        .join('')}</sitemapindex>`,
      '/post-sitemap.xml': urls(posts.slice(0, half)),
      '/post-sitemap2.xml': urls(posts.slice(half)),
    },
    packed: { '/archive.xml.gz': gzipSync(urls(posts)) },
  }[sitemap];
  const file = files[pathname];
  if (file === undefined) return false;
  response.end(file);
  return true;
}

function answerListing(
  url: URL,
  posts: readonly Post[],
  response: ServerResponse,
  { listing = 'no' }: NewsSiteOptions,
): boolean {
  const [, inPath] = /^\/topics\/isis\/(?:page\/(\d+)\/)?$/.exec(url.pathname) ?? [];
  if (listing === 'no' || !url.pathname.startsWith('/topics/isis/')) return false;
  const page = Number((listing === 'pretty' ? inPath : url.searchParams.get('paged')) ?? 1);
  const all = posts.filter(({ topic }) => topic === 'ISIS');
  const from = (page - 1) * PER_LISTING;
  const shown = all.slice(from, from + PER_LISTING);
  if (shown.length === 0 || (listing === 'paged' && inPath !== undefined)) return false;
  html(
    response,
    '',
    `<nav><a href="/about/">About this long established newspaper</a></nav>
    <p>Viewing results ${from + 1} - ${from + shown.length} of ${all.length}</p>
    ${shown.map((post) => `<div><h2><a href="${post.path}?utm_source=list">${post.title}</a></h2><p>${post.paragraphs[0]} <a href="${post.path}">Read more</a></p></div>`).join('')}
    <aside><h3><a href="/2026/advert/">Ten things that you never knew about rain</a></h3></aside>`,
  );
  return true;
}

function answerArticle(
  { pathname }: URL,
  posts: readonly Post[],
  response: ServerResponse,
): boolean {
  const post = posts.find(({ path }) => path === pathname);
  if (post === undefined) return false;
  html(
    response,
    `<title>${post.title} - The Example Times</title>
    <meta property="og:type" content="article"><meta property="og:title" content="${post.title}">
    <meta property="og:site_name" content="The Example Times">
    <meta property="article:published_time" content="${post.date.toISOString()}">
    <meta property="article:tag" content="${post.topic}">`,
    `<nav><a href="/">Home</a></nav><main><article><h1>${post.title}</h1>${bodyOf(post)}</article></main><footer>© The Example Times</footer>`,
  );
  return true;
}

function bodyOf(post: Post): string {
  return post.paragraphs.map((text) => `<p>${text.replace('&', '&amp;')}</p>`).join('\n');
}

function html(response: ServerResponse, head: string, body: string): void {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`);
}
