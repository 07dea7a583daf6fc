/** What the names mean that feeds use; undefined for all others, whose prefix is kept. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/(?:www\.)?w3\.org\/2005\/atom\/?$|^https?:\/\/purl\.org\/atom\/ns#?/, 'atom'],
  [/^https?:\/\/purl\.org\/dc\/elements\//, 'dc'],
  [/^https?:\/\/purl\.org\/dc\/terms/, 'dcterms'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content/, 'content'],
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/syndication/, 'sy'],
  [
    /^https?:\/\/(?:[\w.]*\.)?(?:search\.yahoo\.com|rssboard\.org|yahoo\.com)\/.*(?:mrss|media-rss|rss)/,
    'media',
  ],
  [/^https?:\/\/www\.itunes\.com\/dtds\/podcast/, 'itunes'],
  [/feedburner\.(?:google\.)?(?:com|org)\/.*feedburner/, 'feedburner'],
  [/^https?:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns/, 'rdf'],
  [/^https?:\/\/www\.w3\.org\/1999\/xhtml/, 'xhtml'],
  [
    /^https?:\/\/purl\.org\/(?:net\/)?rss|^https?:\/\/(?:my|channel)\.netscape\.com|userland\.com|cyber\.(?:law\.)?harvard\.edu|^https?:\/\/(?:www\.)?rssboard\.org\/rss-specification/,
    '',
  ],
];

/** From a prefix ('' for the default namespace) to the one that the rest of this reader knows. */
export type Prefixes = ReadonlyMap<string, string>;

/** The prefixes that hold inside an element with these attributes. */
export function prefixesIn(
  attributes: Readonly<Record<string, string>>,
  outer: Prefixes,
): Prefixes {
  let inner: Map<string, string> | undefined;
  for (const name in attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const prefix = name.slice('xmlns:'.length);
    const address = (attributes[name] ?? '').trim().toLowerCase();
    const known = PREFIXES.find(([pattern]) => pattern.test(address));
    inner ??= new Map(outer);
    inner.set(prefix, known ? known[1] : prefix);
  }
  return inner ?? outer;
}

/** The name of an element with the prefix that is usual for its namespace; Atom and RSS have none. */
export function usualName(name: string, prefixes: Prefixes): string {
  const colon = name.indexOf(':');
  const written = colon === -1 ? '' : name.slice(0, colon);
  const prefix = prefixes.get(written) ?? written;
  return prefix === '' ? name.slice(colon + 1) : `${prefix}:${name.slice(colon + 1)}`;
}
