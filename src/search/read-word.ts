import type { Aliases } from './aliases.ts';
import { type Alternative, corrected, type Guess, respelt, stemmed } from './alternatives.ts';
import type { Source } from './interpret.ts';
import { distance } from './osa.ts';
import type { View } from './view.ts';

const WEIGHT = { alias: 0.9, split: 0.8 } as const;

/** A word in no more articles than this, or one in 5,000, is looked at as a possible mistake. */
const RARE = 2;
const RARE_SHARE = 1 / 5000;

/** …for little where what it is near to is so many times more common, and said from so many on. */
const MORE = 10;
const MUCH_MORE = 20;

const MOST_SPLITS = 3;

/** What was searched instead of a word, and the known words or names for one of which it was taken. */
export type Guessed = { readonly searched: string; readonly near: readonly string[] };

/**
 * What a typed word may stand for in what the view can see, and the word that was searched
 * instead, where it was taken for a mistake. `explained` asks whether it is part of something known
 * together with its neighbours, `inCompany` says that there are other words beside it.
 */
export function readWord(
  word: string,
  view: View,
  aliases: Aliases,
  { explained, inCompany }: { readonly explained: () => boolean; readonly inCompany: boolean },
): { sources: Source[]; correction: Guessed | undefined } {
  const count = view.count(word);
  const same = stemmed(view, word);
  const rare = count <= Math.max(RARE, view.articles * RARE_SHARE);
  const names = rare || count < view.articles / 100 ? respelt(view, word) : [];
  const sources: Source[] = [
    { words: [word], weight: 1 },
    ...aliases.of([word]).map((words) => ({ words, weight: WEIGHT.alias })),
  ];
  const add = (alternatives: readonly (Alternative | Guess)[]): void => {
    for (const other of alternatives) {
      if (sources.some(({ words }) => words.length === 1 && words[0] === other.word)) continue;
      const inTitle = 'sure' in other && !other.sure;
      sources.push({ words: [other.word], weight: other.weight, inTitle });
    }
  };
  add(same);
  add(names);
  if (!rare || sources.some(({ words }) => words.length > 1))
    return { sources, correction: undefined };

  const known = count + same.reduce((sum, other) => sum + view.count(other.word), 0);
  const guesses = corrected(view, word);
  if (known > 0) {
    const near = guesses.filter(({ sure }) => sure);
    const likelier = near.filter((other) => view.count(other.word) >= MUCH_MORE * known);
    const likely = near.filter((other) => view.count(other.word) >= MORE * known);
    add((count === 0 ? near : likely).map(halved));
    const misspelt =
      count === 0 ? same.find((other) => isMisspelling(word, other.word)) : undefined;
    return { sources, correction: guessed(likelier[0]?.word ?? misspelt?.word) };
  }
  if (explained()) return { sources, correction: undefined };
  const [name] = names;
  const near = guesses.filter((guess) => guess.sure || (inCompany && isLikely(word, guess)));
  const isNear = name !== undefined || near[0]?.edits === 1;
  const namesNear = isNear ? [] : aliases.near(word);
  const meant = namesNear.filter((words) => isThere(words, view));
  for (const words of meant) sources.push({ words, weight: WEIGHT.alias });
  add(name === undefined && meant.length === 0 ? near : near.map(halved));
  if (meant[0] !== undefined) {
    const near = namesNear.map((words) => words.join(' '));
    return { sources, correction: { searched: meant[0].join(' '), near } };
  }
  const splits = splitsOf(word, view);
  for (const words of splits) sources.push({ words, weight: WEIGHT.split });
  return { sources, correction: guessed(name?.word ?? near[0]?.word ?? splits[0]?.join(' ')) };
}

function guessed(searched: string | undefined): Guessed | undefined {
  return searched === undefined ? undefined : { searched, near: [searched] };
}

/** For guesses beside a better one. */
function halved<T extends Alternative>(alternative: T): T {
  return { ...alternative, weight: alternative.weight / 2 };
}

/**
 * Another spelling of the same word rather than another form of it: `presidant`, but not
 * `smuggles` beside `smuggled`, where the endings differ.
 */
function isMisspelling(word: string, other: string): boolean {
  return (
    word.length === other.length && word.at(-1) === other.at(-1) && distance(word, other, 1) === 1
  );
}

/** In a short word two edits make `held` of `hello`: no more than a third of what was meant may be wrong. */
const LEAST_FOR_UNSURE = 5;

function isLikely(word: string, guess: Guess): boolean {
  return guess.word.length >= LEAST_FOR_UNSURE && guess.word[0] === word[0];
}

/** Whether the words stand side by side somewhere. */
export function isThere(words: readonly string[], view: View): boolean {
  return view.segments.some((_, at) => view.phrase(at, words).articles.length > 0);
}

/** `bidfor` is `bid for`: the splits into two known words that stand side by side somewhere. */
function splitsOf(word: string, view: View): (readonly string[])[] {
  const splits: { words: readonly string[]; least: number }[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const words = [word.slice(0, at), word.slice(at)];
    const least = Math.min(...words.map((half) => view.count(half)));
    if (least > 0) splits.push({ words, least });
  }
  return splits
    .sort((a, b) => b.least - a.least)
    .slice(0, MOST_SPLITS)
    .map(({ words }) => words)
    .filter((words) => isThere(words, view));
}
