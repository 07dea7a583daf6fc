import { distance } from '../../src/search/osa.ts';
import { isStopWord } from '../../src/search/stop-words.ts';
import { foldedWords } from '../../src/text/tokens.ts';
import type { BenchQuery, Doc } from './corpus.ts';
import type { Name } from './names.ts';
import { pick, randomFrom } from './random.ts';

/** How often a word of an added article is one that the corpus does not have. */
const NEW_WORDS = 0.04;
const INVENTED = 220_000;

/**
 * Gives the article at a place, the same each time: sentences of others put together under a
 * headline that walks from word to word as headlines do, with invented words among them.
 */
export function enlarger(
  docs: readonly Doc[],
  queries: readonly BenchQuery[],
  names: readonly Name[],
): (place: number, name: string | undefined) => Doc {
  const sentences = docs
    .flatMap(({ body }) => body.match(/[^.!?]+[.!?]+/g) ?? [])
    .map((text) => text.trim());
  const sentenceWords = sentences.map((text) => text.split(' '));
  const following = followers(docs);
  const firsts = docs.map(({ title }) => title.split(' ')[0] ?? 'News');
  const tags = docs.map((doc) => doc.tags);
  const invent = inventor(docs, queries, names);
  const answers = answersTo(queries);

  const titleOf = (random: () => number): string => {
    const words = [pick(firsts, random)];
    const length = 5 + Math.floor(random() * 5);
    while (words.length < length) {
      const next = following.get(words.at(-1) ?? '');
      words.push(
        random() < NEW_WORDS ? invent(random) : next ? pick(next, random) : pick(firsts, random),
      );
    }
    return words.join(' ');
  };
  return (place, name) => {
    const random = randomFrom(place * 7919 + 1);
    let title = titleOf(random);
    while (answers(foldedWords(title))) title = titleOf(random);
    if (name !== undefined) title = `${capitalized(name)} ${title}`;
    const body: string[] = [];
    for (let words = 0; words < 205; ) {
      const sentence = pick(sentenceWords, random).map((word) =>
        random() < NEW_WORDS ? invent(random) : word,
      );
      body.push(sentence.join(' '));
      words += sentence.length;
    }
    const day = new Date(Date.UTC(2000, 0, 1) + Math.floor(random() * 9000) * 86_400_000);
    return {
      id: `x-${place}`,
      title,
      body: body.join(' '),
      tags: pick(tags, random),
      date: day.toISOString().slice(0, 10),
    };
  };
}

function followers(docs: readonly Doc[]): Map<string, string[]> {
  const following = new Map<string, string[]>();
  for (const { title } of docs) {
    const words = title.split(' ');
    for (const [at, word] of words.entries()) {
      const next = words[at + 1];
      if (next !== undefined) following.set(word, [...(following.get(word) ?? []), next]);
    }
  }
  return following;
}

/** Words made of the letter triples of real ones; low numbers are drawn far more often. */
function inventor(
  docs: readonly Doc[],
  queries: readonly BenchQuery[],
  names: readonly Name[],
): (random: () => number) => string {
  const real = new Set(
    docs
      .flatMap(({ title, body }) => foldedWords(`${title} ${body}`))
      .filter((word) => /^[a-z]{4,12}$/.test(word)),
  );
  const next = new Map<string, string[]>();
  for (const word of real) {
    const letters = `^^${word}$`;
    for (let at = 2; at < letters.length; at += 1) {
      const before = letters.slice(at - 2, at);
      const list = next.get(before);
      if (list) list.push(letters[at] ?? '');
      else next.set(before, [letters[at] ?? '']);
    }
  }
  const forbidden = queries
    .filter(({ qid }) => qid.startsWith('hopeless'))
    .flatMap(({ q }) => foldedWords(q));
  const canonical = names.map((name) => name.canonical);
  const random = randomFrom(5);
  const invented = new Set<string>();
  while (invented.size < INVENTED) {
    let word = '';
    for (let letter = ''; letter !== '$' && word.length < 14; ) {
      word += letter;
      letter = pick(next.get(`^^${word}`.slice(-2)) ?? ['$'], random);
    }
    if (word.length < 4 || real.has(word)) continue;
    if (forbidden.some((hopeless) => distance(hopeless, word, 2) <= 2)) continue;
    if (!canonical.includes(word)) invented.add(word);
  }
  const words = [...invented];
  return (draw) => words[Math.floor(words.length ** draw())] ?? 'word';
}

/**
 * Whether a headline has every word of some query, so that it would be an answer that nobody
 * judged; stop words do not count. The last word of a suggestion's query counts where the headline's word goes on.
 */
function answersTo(queries: readonly BenchQuery[]): (title: readonly string[]) => boolean {
  const byStart = new Map<string, (readonly string[])[]>();
  for (const { q, clean, rel, match } of queries) {
    if (!rel && !match) continue;
    const all = match?.[0] ?? foldedWords(clean ?? q);
    const telling = all.filter((word) => !isStopWord(word));
    const words = telling.length > 0 ? telling : all;
    const longest = words.toSorted((a, b) => b.length - a.length)[0] ?? '';
    const start = longest.slice(0, 3);
    byStart.set(start, [...(byStart.get(start) ?? []), words]);
  }
  const has = (title: readonly string[], words: readonly string[]): boolean =>
    words.every((word) => title.some((other) => other.startsWith(word)));
  return (title) =>
    title.some((word) => byStart.get(word.slice(0, 3))?.some((words) => has(title, words)));
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
