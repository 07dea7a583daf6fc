import type { ArticleId } from '../../src/model/article.ts';
import { StoryIndex } from '../../src/story/story-index.ts';
import { extract } from '../../src/summary/extract.ts';
import { summarize } from '../../src/summary/summarize.ts';
import * as corpora from './corpora.ts';
import type { Row } from './rows.ts';

/** What one costs of one core: processor time, which other work on the machine hardly changes. */
export function speed(row: Row): void {
  const articles = corpora
    .docs()
    .filter(({ body }) => body.split(' ').length > 700 && body.split(' ').length < 1300);
  const texts = articles.map(({ title, body }) => ({ title, text: body, truncated: false }));
  for (const article of texts) summarize(article);
  row(
    'summary of some 1,000 words: CPU ms, median / p95',
    timed(texts, (article) => summarize(article)),
  );
  row(
    'extract of some 1,000 words: CPU ms, median / p95',
    timed(texts, (article) => extract(article, ['government', 'people'], { maxChars: 300 })),
  );
  const index = new StoryIndex();
  const added = scrambled(21_000);
  for (const article of added.slice(0, 20_000)) index.add(article);
  row(
    'story of a new article at 20,000 live: CPU ms, median / p95',
    timed(added.slice(20_000), (article) => index.add(article)),
  );
}

function timed<Input>(inputs: readonly Input[], run: (input: Input) => unknown): string {
  const times = inputs
    .map((input) => {
      const start = process.cpuUsage();
      run(input);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    })
    .toSorted((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(2);
  return `${at(0.5)} / ${at(0.95)}`;
}

/** Articles of 250 words drawn from real ones: as varied as news, and no copies of each other. */
function scrambled(count: number): Parameters<StoryIndex['add']>[0][] {
  const random = corpora.seededRandom(5);
  const any = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const words = corpora
    .docs()
    .filter(({ body }) => body.length > 600)
    .map(({ body }) => body.split(/\s+/));
  return Array.from({ length: count }, (_, i) => {
    const own = any(words) ?? [];
    const draw = () => any(random() < 0.6 ? own : (any(words) ?? [])) ?? '';
    return {
      id: (i + 1) as ArticleId,
      title: Array.from({ length: 9 }, draw).join(' '),
      text: Array.from({ length: 250 }, draw).join(' '),
      source: 'A',
      publishedAt: new Date(1.7e12 + i * 60_000),
    };
  });
}
