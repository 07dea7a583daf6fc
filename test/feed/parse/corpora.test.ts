import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { decode } from '../../../src/feed/parse/decode.ts';
import { parseFeed } from '../../../src/feed/parse/parse-feed.ts';
import type { NotAFeed, ParsedFeed } from '../../../src/feed/parse/parsed-feed.ts';
import { sharedPath } from '../../support/corpora.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';
import { factsIn } from './expect-facts.ts';

const CORPORA = sharedPath('corpora', 'feeds');
const corpora = test.skipIf(CORPORA === undefined);

type File = { readonly name: string; readonly bytes: Uint8Array; readonly comment: string };

function filesOf(folder: string, pattern: RegExp): File[] {
  const root = join(CORPORA ?? '', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name) && statSync(join(root, name)).isFile())
    .map((name) => {
      const bytes = readFileSync(join(root, name));
      const [comment = ''] =
        /<!--[\s\S]*?-->/.exec(decode(bytes, { contentType: undefined })) ?? [];
      return { name, bytes, comment };
    });
}

/** As the file's own first comment says that it is served. */
function parse({ name, bytes, comment }: File): ParsedFeed | NotAFeed {
  const contentType = /Header:\s*Content-type:\s*(.*)/i.exec(comment)?.[1];
  const location = /Header:\s*Content-Location:\s*(\S+)/i.exec(comment)?.[1] ?? encodeURI(name);
  return parseFeed(bytes, { url: new URL(location, 'http://127.0.0.1:8097/').href, contentType });
}

corpora('no file of the corpora is thrown over, and none takes a second', () => {
  const files = filesOf('.', /\.(?:xml|json|html|opml|rss|atom|rdf)$/);
  const slow = files.filter((file) => cpuMsOf(() => parse(file)) > 1_000);
  expect(files.length).toBeGreaterThan(1_500);
  expect(slow.map(({ name }) => name)).toEqual([]);
});

corpora('well-formed feeds keep every item', () => {
  const files = filesOf('feedvalidator', /\.xml$/);
  const lost = files.filter((file) => {
    const text = decode(file.bytes, { contentType: undefined }).replace(
      /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g,
      '',
    );
    const parsed = parse(file);
    const items = text.match(/<(?:\w+:)?(?:item|entry)[\s>/]/gi)?.length ?? 0;
    return parsed.kind === 'feed' && parsed.items.length < items;
  });
  expect(lost.map(({ name }) => name)).toEqual([
    // Items told twice, which are kept once.
    'testcases/atom/4.1.1/duplicate-entries.xml',
    'testcases/ext/feedsync/spec-example-atom-2.xml',
    // An item inside another item.
    'testcases/rss/must/rss10_contentItems.xml',
    'testcases/rss11/must/neg-ext-dupabout.xml',
    'testcases/rss20/element-channel-item-guid/guid_duplicate_value_cdata.xml',
    'testcases/rss20/element-channel-item-guid/guid_duplicate_value_ncr.xml',
  ]);
});

/** Where the fields that we keep are in feedparser's result. Of two texts we keep the longer. */
const FIELDS = new Map<string, (feed: ParsedFeed) => string | undefined>();
keep("feed['title'] feed['title_detail']['value']", ({ title }) => title);
keep("feed['link']", ({ siteUrl }) => siteUrl);
keep("feed['language']", ({ language }) => language);
keep("entries[0]['title'] entries[0]['title_detail']['value']", ({ items }) => items[0]?.title);
const TEXTS =
  "entries[0]['description'] entries[0]['summary'] entries[0]['summary_detail']['value'] entries[0]['content'][0]['value']";
keep(TEXTS, ({ items }) => items[0]?.text);
keep("entries[0]['link']", ({ items }) => items[0]?.url);
keep("entries[0]['id'] entries[0]['guid']", ({ items }) => items[0]?.id);
keep("entries[0]['author'] entries[0]['author_detail']['name']", ({ items }) => items[0]?.author);
keep("entries[0]['category'] entries[0]['tags'][0]['term']", ({ items }) => items[0]?.topics[0]);
keep(
  "entries[0]['language'] entries[0]['content'][0]['language']",
  ({ items }) => items[0]?.language,
);
keep("entries[0]['source']['title']", ({ items }) => items[0]?.source);

function keep(paths: string, read: (feed: ParsedFeed) => string | undefined): void {
  for (const path of paths.split(' ')) FIELDS.set(path, read);
}

function hasTwoTexts({ bytes }: File): boolean {
  const body = decode(bytes, { contentType: undefined }).replace(/<!--[\s\S]*?-->/, '');
  return new Set(body.match(/<(?:content:encoded|content|summary|description)\b/g)).size > 1;
}

/** feedparser gives HTML, we give its text: compared are the letters, by another parser's reading. */
function lettersOf(path: string, html: string): string {
  if (/language|link|'id'|guid/.test(path)) return html.trim();
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return document.body.textContent.replace(/\s+/g, '');
}

corpora('what feedparser expects of the fields that we keep is so in 97 of 100 cases', () => {
  const wrong: string[] = [];
  let facts = 0;
  const files = filesOf('feedparser', /\.xml$/).filter((file) => {
    const kept = factsIn(file.comment).filter(({ path }) => FIELDS.has(path));
    const feed = parse(file);
    const ours = feed.kind === 'feed' ? (feed.items[0]?.text ?? '') : '';
    const checked = kept.filter(({ path, value }) => {
      const isOther = TEXTS.includes(path) && lettersOf(path, value) !== lettersOf(path, ours);
      return !(isOther && hasTwoTexts(file) && value.length < ours.length);
    });
    for (const { path, value } of checked) {
      facts += 1;
      const found = feed.kind === 'feed' ? FIELDS.get(path)?.(feed) : undefined;
      const given = /link|'id'|guid/.test(path) ? (found ?? '') : (found ?? '').replace(/\s+/g, '');
      if (given !== lettersOf(path, value)) wrong.push(`${file.name} ${path}: ${found}`);
    }
    return checked.length > 0;
  });
  const share = 1 - wrong.length / facts;
  console.info(
    `feedparser: ${facts} facts in ${files.length} files, ${(share * 100).toFixed(1)} % hold`,
  );
  expect(files.length).toBeGreaterThan(400);
  expect(share, wrong.join('\n')).toBeGreaterThanOrEqual(0.97);
});

corpora('nothing active comes out of what is meant to get past a sanitiser', () => {
  const active = filesOf('feedparser/tests/wellformed', /sanitize.*\.xml$/).filter((file) => {
    const parsed = parse(file);
    if (parsed.kind !== 'feed') return true;
    const shown = [
      parsed.title,
      ...parsed.items.flatMap(({ title, text, author, topics }) => [
        title,
        text,
        author,
        ...topics,
      ]),
    ];
    const followed = [
      parsed.siteUrl,
      ...parsed.items.flatMap(({ url, image }) => [url, image?.url]),
    ];
    return (
      shown.some((text) =>
        /<\s*\/?\s*(?:script|iframe|object|style|img|a|body|embed|meta|link)\b|\bon\w+\s*=/i.test(
          text ?? '',
        ),
      ) || followed.some((url) => url !== undefined && !/^https?:\/\//.test(url))
    );
  });
  expect(active.map(({ name }) => name)).toEqual([]);
});

function idOf(id: string | { readonly value?: string } | undefined): string | undefined {
  return typeof id === 'object' ? id.value : id;
}

/** The few fields of gofeed's expected parse that we keep. */
type Expected = {
  readonly title?: string;
  readonly link?: string;
  readonly items?: readonly {
    readonly title?: string;
    readonly guid?: string | { readonly value?: string };
  }[];
  readonly entries?: readonly { readonly title?: string; readonly id?: string }[];
};

corpora('gofeed’s feeds have the items, titles and ids that it expects', () => {
  const wrong: string[] = [];
  let pairs = 0;
  const texts = new Map(
    filesOf('gofeed', /\.json$/).map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
  );
  for (const file of filesOf('gofeed', /\.xml$/)) {
    const json = texts.get(file.name.replace(/\.xml$/, '.json'));
    if (json === undefined) continue;
    const expected: Expected = JSON.parse(json);
    const parsed = parse(file);
    pairs += 1;
    const items = expected.items ?? expected.entries ?? [];
    const ok =
      parsed.kind === 'feed' &&
      parsed.items.length === items.length &&
      items.every((item, i) => {
        const id = 'guid' in item ? idOf(item.guid) : 'id' in item ? idOf(item.id) : undefined;
        const given = parsed.items[i];
        return (
          (id === undefined || id.trim() === given?.id) &&
          (item.title === undefined ||
            lettersOf('title', item.title) === given?.title.replace(/\s+/g, ''))
        );
      });
    if (!ok) wrong.push(file.name);
  }
  console.info(`gofeed: ${pairs - wrong.length} of ${pairs} pairs alike`);
  expect(pairs).toBeGreaterThan(150);
  expect(wrong.length / pairs, wrong.join('\n')).toBeLessThanOrEqual(0.03);
});
