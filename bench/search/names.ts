import { readFileSync } from 'node:fs';
import { foldedWords } from '../../src/text/tokens.ts';
import type { BenchQuery, Doc } from './corpus.ts';
import { pick, randomFrom } from './random.ts';

/** A name as headlines have it, with other spellings. */
export type Name = {
  readonly canonical: string;
  readonly latin: readonly string[];
  readonly cyrillic: readonly string[];
};

export function readNames(file: string): Name[] {
  const [, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [canonical = '', latin = '', cyrillic = ''] = row.split('\t');
    return { canonical, latin: latin.split('|'), cyrillic: cyrillic.split('|') };
  });
}

/** Each other spelling of a name alone, and with one word of a headline that has the name. */
export function nameQueries(
  names: readonly Name[],
  named: readonly { canonical: string; place: number }[],
  docAt: (place: number) => Doc,
): Map<string, BenchQuery[]> {
  const made = new Map<string, BenchQuery[]>(
    ['name-translit', 'name-cyr', 'name1-translit', 'name1-cyr'].map((name) => [name, []]),
  );
  const random = randomFrom(11);
  for (const { canonical, latin, cyrillic } of names) {
    const places = named.filter((doc) => doc.canonical === canonical).map(({ place }) => place);
    for (const [variants, kind] of [
      [latin, 'translit'],
      [cyrillic, 'cyr'],
    ] as const) {
      for (const variant of variants) {
        made.get(`name1-${kind}`)?.push({ qid: `x-${variant}`, q: variant, match: [[canonical]] });
        const doc = docAt(pick(places, random));
        const others = foldedWords(doc.title).filter(
          (word) => word !== canonical && word.length > 4,
        );
        const word = others[0];
        if (word === undefined) continue;
        const rel = Object.fromEntries(
          places
            .map(docAt)
            .filter(({ title }) => foldedWords(title).includes(word))
            .map(({ id }) => [id, 1]),
        );
        made.get(`name-${kind}`)?.push({ qid: `x-${variant}+`, q: `${word} ${variant}`, rel });
      }
    }
  }
  return made;
}
