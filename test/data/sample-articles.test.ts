import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sharedPath } from '../support/corpora.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'data', 'sample-articles.jsonl');

const Sample = z.strictObject({
  id: z.string().regex(/^sample-\d{3}$/),
  title: z.string().min(10).max(90),
  body: z.string(),
  tags: z.array(z.string()).min(1).max(5),
  date: z.iso.datetime(),
  source: z.literal('Newsdesk samples'),
});
type Sample = z.infer<typeof Sample>;

const samples: readonly Sample[] = readFileSync(SAMPLES, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => Sample.parse(JSON.parse(line)));

/** Reports of what another paper wrote; the rest are explainers of our own. */
const reports = samples.filter(({ body }) => body.includes('The Times of Central Asia'));

/** So many words in a row are taken for copying, not chance. */
const COPIED_WORDS = 8;

const CAUTION =
  /nothing had been found|no evidence|not a verdict|none had been charged|no concrete plan|hardly a threat/i;

test('there are enough samples for pages, topics and a digest', () => {
  expect(samples.length).toBeGreaterThanOrEqual(96);
});

test('no two samples share an id, a headline or a body', () => {
  for (const key of ['id', 'title', 'body'] as const) {
    expect(repeated(samples.map((sample) => sample[key]))).toEqual([]);
  }
});

test('every sample dates from 2024', () => {
  expect(samples.filter(({ date }) => !date.startsWith('2024-'))).toEqual([]);
});

test('every body is a brief of 60 to 220 words, on one line without stray spaces', () => {
  const odd = samples.filter(({ body }) => {
    const count = body.split(' ').length;
    return count < 60 || count > 220 || /\s{2}|[\n\r\t]/.test(body) || body !== body.trim();
  });
  expect(titles(odd)).toEqual([]);
});

test('at least three topics fill more than two pages, and those a newcomer looks for are there', () => {
  const counts = new Map<string, number>();
  for (const tag of samples.flatMap(({ tags }) => tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  for (const topic of ['Security', 'Courts', 'Migration', 'Energy', 'Water', 'Central Asia']) {
    expect(counts.get(topic), topic).toBeGreaterThan(12);
  }
  for (const topic of ['ISIS', 'Transport', 'Diplomacy', 'Economy', 'Culture', 'History']) {
    expect(counts.get(topic), topic).toBeGreaterThan(6);
  }
});

test('no sentence leans on the one before it, since a summary may quote it alone', () => {
  const leaning = samples.flatMap(({ body }) =>
    body
      .split(/(?<=[.?!][”"]?)\s+(?=[“"]?[A-Z])/)
      .filter((sentence) =>
        /^(?:This|That|These|Those|However|But|And|So|He|She|It|They|His|Her|Its|Their)\b/.test(
          sentence,
        ),
      ),
  );
  expect(leaning).toEqual([]);
});

test('only one headline holds all of isis, smuggling and uzbek', () => {
  const matching = samples.filter(({ title }) =>
    ['isis', 'smuggling', 'uzbek'].every((word) => title.toLowerCase().includes(word)),
  );
  expect(titles(matching)).toEqual([
    'U.S. Investigates Alleged ISIS Link in Smuggling of Uzbek Migrants',
  ]);
});

test('each retold report dates from June 2024 and says when the story appeared', () => {
  expect(reports.length).toBeGreaterThanOrEqual(6);
  for (const { title, body, date } of reports) {
    expect(date, title).toMatch(/^2024-06-/);
    expect(body, title).toMatch(/June 2024|first half of 2024/);
  }
});

test('an accusation has its denial or its limits within the first three sentences', () => {
  const accusing = reports.filter(({ tags }) => tags.includes('ISIS'));
  expect(accusing.length).toBeGreaterThanOrEqual(5);
  for (const { title, body } of accusing) {
    const opening = body.split(/(?<=[a-z0-9”]\.)\s/).slice(0, 3);
    expect(opening.join(' '), title).toMatch(CAUTION);
  }
});

const seed = sharedPath('corpora', 'seed');
test.skipIf(seed === undefined)('no run of eight words is copied from the reports retold', () => {
  if (seed === undefined) return;
  const theirs = new Set(
    readdirSync(seed)
      .filter((name) => /^\d.*\.txt$/.test(name))
      .flatMap((name) => wordRuns(readFileSync(join(seed, name), 'utf8'))),
  );
  expect(theirs.size).toBeGreaterThan(1_000);
  expect(
    samples.flatMap(({ title, body }) =>
      wordRuns(`${title} ${body}`).filter((run) => theirs.has(run)),
    ),
  ).toEqual([]);
});

function wordRuns(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, Math.max(0, words.length - COPIED_WORDS + 1))
    .map((_, start) => words.slice(start, start + COPIED_WORDS).join(' '));
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

function titles(of: readonly Sample[]): string[] {
  return of.map(({ title }) => title);
}
