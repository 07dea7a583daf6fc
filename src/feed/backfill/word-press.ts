import { z } from 'zod';
import type { RawArticle } from '../normalize.ts';
import { toAddress } from '../parse/addresses.ts';
import { parseDate } from '../parse/dates.ts';
import { fieldToLine, fieldToText } from '../parse/plain-text.ts';

/**
 * WordPress' REST interface (https://developer.wordpress.org/rest-api/reference/posts/). `root`
 * ends with a slash, or, on sites without readable addresses, with "?rest_route=/".
 */
export type PostsQuery = {
  readonly root: string;
  readonly term: Term | undefined;
  readonly since: Date | undefined;
};

/** What WordPress files posts under. */
export type Term = { readonly taxonomy: 'categories' | 'tags'; readonly id: number };

/** What WordPress gives at most. */
const PER_PAGE = 100;

export function postsUrl({ root, term, since }: PostsQuery): string {
  return routeUrl(root, 'wp/v2/posts', {
    per_page: String(PER_PAGE),
    page: '1',
    ...(term && { [term.taxonomy]: String(term.id) }),
    ...(since && { after: since.toISOString().slice(0, 19) }),
    _embed: 'wp:term,wp:featuredmedia',
    _fields: 'id,date_gmt,link,title,content,excerpt,_links,_embedded',
  });
}

/** One post of them: whether the posts are open at all, for little. */
export function probeUrl(query: PostsQuery): string {
  return withParameters(postsUrl(query), { per_page: '1', _fields: 'link,title' });
}

export function termsUrl(
  root: string,
  taxonomy: Term['taxonomy'],
  by: { readonly slug: string } | { readonly search: string },
): string {
  return routeUrl(root, `wp/v2/${taxonomy}`, { ...by, per_page: '100', _fields: 'id,name,slug' });
}

/** The categories that most is filed under. */
export function categoriesUrl(root: string): string {
  const parameters = { orderby: 'count', order: 'desc', per_page: '10', _fields: 'id,name,slug' };
  return routeUrl(root, 'wp/v2/categories', parameters);
}

/** Where the name of the site is. */
export function siteUrl(root: string): string {
  return routeUrl(root, '', { _fields: 'name' });
}

export function firstPostsUrl(url: string): string {
  return withParameters(url, { page: '1' });
}

/** The page of posts after this one, of the same size. */
export function nextPostsUrl(url: string): string {
  const { page } = pageOf(url);
  return withParameters(url, { page: String(page + 1) });
}

/** Fewer posts a page, beginning with the same one: for a site whose posts are too long or too slow. */
export function smallerPostsUrl(url: string): string | undefined {
  const { page, perPage } = pageOf(url);
  const smaller = { 100: 20, 20: 5, 5: 1 }[perPage];
  if (smaller === undefined) return undefined;
  const first = (page - 1) * perPage;
  return withParameters(url, { per_page: String(smaller), page: String(first / smaller + 1) });
}

export function pageOf(url: string): { readonly page: number; readonly perPage: number } {
  const { searchParams } = new URL(url);
  return {
    page: Number(searchParams.get('page') ?? 1),
    perPage: Number(searchParams.get('per_page') ?? PER_PAGE),
  };
}

/** A page of posts; undefined where the bytes are none. */
export function parsePosts(bytes: Uint8Array): PostsPage | undefined {
  const parsed = z.array(z.unknown()).safeParse(parseJson(bytes));
  if (!parsed.success) return undefined;
  const posts = parsed.data.flatMap((post) => Post.safeParse(post).data ?? []);
  if (posts.length === 0 && parsed.data.length > 0) return undefined;
  return {
    addresses: posts.map(({ link }) => link),
    articles: posts.flatMap((post) => articleOf(post) ?? []),
  };
}

export type PostsPage = {
  /** Of all posts, also of those that give no article, such as one behind a password. */
  readonly addresses: readonly string[];
  readonly articles: readonly RawArticle[];
};

/** The term with this name or slug, if it is there. */
export function parseTerm(
  bytes: Uint8Array,
  taxonomy: Term['taxonomy'],
  topic: string,
): Term | undefined {
  const terms = z.array(TermRow).safeParse(parseJson(bytes));
  const wanted = sameTopic(topic);
  const found = terms.data?.find(({ name, slug }) => wanted(fieldToLine(name)) || wanted(slug));
  return found && { taxonomy, id: found.id };
}

export function parseTermNames(bytes: Uint8Array): readonly string[] {
  const terms = z.array(TermRow).safeParse(parseJson(bytes));
  return (terms.data ?? []).map(({ name }) => fieldToLine(name));
}

export function parseSiteName(bytes: Uint8Array): string | undefined {
  const site = z.object({ name: z.string() }).safeParse(parseJson(bytes));
  return fieldToLine(site.data?.name ?? '') || undefined;
}

/** "ISIS" is "isis"; "Central Asia" is "central-asia". */
export function sameTopic(topic: string): (name: string) => boolean {
  const wanted = slugOf(topic);
  return (name) => slugOf(name) === wanted;
}

export function slugOf(topic: string): string {
  return topic
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/g, '-');
}

const Rendered = z.object({ rendered: z.string() });
const TermRow = z.object({ id: z.number(), name: z.string(), slug: z.string() });

const Post = z.object({
  link: z.string(),
  date_gmt: z.string().nullish(),
  title: Rendered,
  content: Rendered.extend({ protected: z.boolean().optional() }).nullish(),
  excerpt: Rendered.nullish(),
  _embedded: z
    .object({
      'wp:term': z.array(z.array(z.object({ name: z.string() }).or(z.unknown()))).nullish(),
      'wp:featuredmedia': z.array(z.unknown()).nullish(),
    })
    .nullish()
    .catch(undefined),
});

const Media = z.object({
  source_url: z.string(),
  alt_text: z.string().optional(),
  caption: Rendered.optional(),
});

/** Undefined where it has no address of its own, or is behind a password. */
function articleOf(post: z.output<typeof Post>): RawArticle | undefined {
  const url = toAddress(post.link);
  if (url === undefined || post.content?.protected) return undefined;
  const { text, images } = fieldToText(post.content?.rendered ?? '', url);
  const excerpt = fieldToText(post.excerpt?.rendered ?? '', url).text;
  const embedded = post._embedded;
  const media = Media.safeParse(embedded?.['wp:featuredmedia']?.[0]).data;
  const cover = media && toAddress(media.source_url, url);
  const caption = media && (fieldToLine(media.caption?.rendered ?? '') || media.alt_text?.trim());
  return {
    id: url,
    url,
    title: fieldToLine(post.title.rendered) || text.slice(0, 80),
    text: text || excerpt,
    publishedAt: post.date_gmt ? parseDate(`${post.date_gmt.replace(/Z$/, '')}Z`) : undefined,
    topics: (embedded?.['wp:term'] ?? []).flat().flatMap((term) => {
      const name = z.object({ name: z.string() }).safeParse(term).data?.name;
      const topic = fieldToLine(name ?? '');
      return topic === '' || topic === 'Uncategorized' ? [] : [topic];
    }),
    image: cover ? { url: cover, caption: caption || undefined, credit: undefined } : images[0],
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    // Some sites print warnings before it.
    const text = new TextDecoder().decode(bytes);
    return JSON.parse(text.slice(Math.max(0, text.search(/[[{]/))));
  } catch {
    return undefined;
  }
}

function routeUrl(root: string, route: string, parameters: Record<string, string>): string {
  return withParameters(`${root}${route}`, parameters);
}

function withParameters(address: string, parameters: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
