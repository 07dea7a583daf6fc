import type { ArticleId } from '../../src/model/article.ts';
import { StoryIndex } from '../../src/story/story-index.ts';
import { summarize } from '../../src/summary/summarize.ts';
import { separateCaptions } from '../../src/text/captions.ts';
import { countriesIn } from '../../src/text/countries.ts';
import * as corpora from './corpora.ts';
import type { Row } from './rows.ts';

/** The six seed articles: what their summaries must say, their countries, their stories. */
export function seeds(row: Row): void {
  const docs = corpora.docs();
  let passed = 0;
  let tagged = 0;
  const index = new StoryIndex();
  const storiesFound = new Set<number>();
  const checks = corpora.seedChecks();
  for (const [i, { headline, anyOf, noneOf, countries: wanted }] of checks.entries()) {
    const doc = docs.find(({ id, title }) => id.startsWith('seed-') && title === headline);
    if (doc === undefined) continue;
    const { text } = separateCaptions(doc.body);
    const summary = summarize({ title: headline, text, truncated: text.endsWith('...') }).join(' ');
    const fair = anyOf.every((group) => group.some((part) => summary.includes(part)));
    if (fair && !noneOf.some((part) => summary.includes(part))) passed += 1;
    const tags = countriesIn(headline, text);
    if (wanted.every((code) => tags.includes(code))) tagged += 1;
    const publishedAt = new Date(0); // all at once, as a results page comes in
    storiesFound.add(index.add({ id: (i + 1) as ArticleId, title: headline, text, publishedAt }));
  }
  row('seed checks', `${passed}/${checks.length}`);
  row('seed: country tags right', `${tagged}/${checks.length}`);
  row('seed: stories', `${storiesFound.size} of 6`);
  row('seed, all at one moment among 0 to 1,000 others, any order', sixStories());
}

/** How often the six articles stay six stories. */
function sixStories(): string {
  const texts = corpora.docs().map(({ id, title, body }) => {
    return { seed: id.startsWith('seed-'), title, text: separateCaptions(body).text };
  });
  const runs = [0, 1, 3, 5, 10, 15, 20, 30, 50, 80, 120, 200, 300, 500, 1000].flatMap((others) =>
    Array.from({ length: 8 }, (_, run) => ({ others, random: corpora.seededRandom(others + run) })),
  );
  const right = runs.filter(({ others, random }) => {
    const drawn = texts
      .map((text) => ({ text, order: random() }))
      .sort((a, b) => a.order - b.order);
    const unrelated = drawn.filter(({ text }) => !text.seed).slice(0, others);
    const all = [...unrelated, ...drawn.filter(({ text }) => text.seed)]
      .map(({ text }) => ({ text, order: random() }))
      .sort((a, b) => a.order - b.order);
    const index = new StoryIndex();
    const stories = all.map(({ text: { seed, title, text } }, i) => {
      const at = { id: (i + 1) as ArticleId, source: '', publishedAt: new Date(0) };
      return { seed, story: index.add({ ...at, title, text }) };
    });
    return new Set(stories.filter(({ seed }) => seed).map(({ story }) => story)).size === 6;
  });
  return `6 of 6 in ${right.length} of ${runs.length}`;
}
