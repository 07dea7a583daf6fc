import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArticleIndex } from '../../src/search/article-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { readSnapshot, writeSnapshot } from '../../src/search/snapshot.ts';
import { anArticle } from './an-article.ts';

const now = new Date('2026-11-22T09:00:00Z');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'newsdesk-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function kept(index: ArticleIndex): Promise<string> {
  const file = join(folder, 'snapshot');
  await writeSnapshot(file, { archive: 'here', revision: 7, segments: index.segments() });
  return file;
}

test('what was kept answers as before, and goes on taking articles', async () => {
  const word = fc.constantFrom('gas', 'oil', 'Ташкент', 'smuggling', 'e\u0301lan', 'talks');
  const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 12 }), text, async (titles, typed) => {
      const index = new ArticleIndex();
      titles.forEach((title, at) => {
        index.add(anArticle(at + 1, title, { text: title, topics: ['Energy'] }));
        if (at % 3 === 0) index.find(parseQuery('gas', now), { from: 1, limit: 1 });
      });
      const again = readSnapshot(await kept(index), 'here');
      if (!again || 'unusable' in again) throw new Error(again?.unusable);
      const restored = new ArticleIndex([], again.segments);
      const query = parseQuery(typed, now);
      const page = { from: 1, limit: 20 };
      expect(again.revision).toBe(7);
      expect(restored.find(query, page)).toEqual(index.find(query, page));
      for (const one of [index, restored]) one.add(anArticle(99, 'Gas talks again'));
      expect(restored.find(query, page)).toEqual(index.find(query, page));
    }),
    { numRuns: 40 },
  );
});

test('a file that is missing, damaged, cut off or of another archive is not used', async () => {
  const index = new ArticleIndex();
  index.add(anArticle(1, 'Gas talks'));
  const file = await kept(index);
  const whole = readFileSync(file);

  expect(readSnapshot(join(folder, 'none'), 'here')).toBeUndefined();
  expect(readSnapshot(file, 'there')).toEqual({ unusable: 'it is from another archive' });
  const damaged = Buffer.from(whole);
  damaged[whole.length >> 1] = (damaged[whole.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, damaged);
  expect(readSnapshot(file, 'here')).toEqual({ unusable: 'it is damaged' });
  writeFileSync(file, whole);
  truncateSync(file, whole.length - 8);
  expect(readSnapshot(file, 'here')).toEqual({ unusable: 'it is damaged' });
  writeFileSync(file, '');
  expect(readSnapshot(file, 'here')).toEqual({ unusable: 'it is damaged' });
});
