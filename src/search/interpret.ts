import type { Expression, Query } from '../model/query.ts';
import type { Aliases } from './aliases.ts';
import { type Guessed, isThere, readWord } from './read-word.ts';
import { isStopWord } from './stop-words.ts';
import type { View } from './view.ts';

/** Words side by side that count as what was typed, at a weight from 0 to 1. */
export type Source = {
  readonly words: readonly string[];
  readonly weight: number;
  /** In a headline only: too vague a guess for a text, where some word nearly always fits. */
  readonly inTitle?: boolean;
};

/** One typed word or phrase and everything that may stand for it. */
export type Leaf = {
  readonly sources: readonly Source[];
  readonly inTitle: boolean;
  /** A stop word among others, or a word that is only welcome: neither missed nor scored, only seen in its place in a headline. */
  readonly optional: boolean;
};

export type Tree =
  | { readonly kind: 'leaf'; readonly leaf: number }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Tree[] }
  | { readonly kind: 'not'; readonly of: Tree };

/** A query as this archive understands it. */
export type Interpretation = {
  readonly leaves: readonly Leaf[];
  readonly tree: Tree;
  readonly corrections: readonly (Guessed & { readonly typed: string })[];
};

const WEIGHT = { alias: 0.9, joined: 0.85 } as const;

/** Finds what each word of the query may stand for in what the view can see. */
export function interpret(query: Query, view: View, aliases: Aliases): Interpretation {
  const leaves: Leaf[] = [];
  const corrections: (Guessed & { typed: string })[] = [];
  const seriousWords = query.terms.filter((word) => !isStopWord(word)).length;
  const onlyStopWords = query.terms.every(isStopWord) && query.phrases.length === 0;

  const leaf = (sources: readonly Source[], inTitle: boolean, optional = false): Tree => {
    leaves.push({ sources, inTitle, optional });
    return { kind: 'leaf', leaf: leaves.length - 1 };
  };

  const read = (node: Expression, negative: boolean): Tree => {
    switch (node.kind) {
      case 'all':
        return { kind: 'all', of: readAll(node.of, negative) };
      case 'any':
        return { kind: 'any', of: node.of.map((part) => read(part, negative)) };
      case 'not':
        return { kind: 'not', of: read(node.of, !negative) };
      case 'phrase':
        return leaf([{ words: node.words, weight: 1 }], node.inTitle);
      case 'word':
        return readAll([node], negative)[0] ?? { kind: 'all', of: [] };
    }
  };

  /** Neighbouring words are read together: they may be one name, or one word torn apart. */
  const readAll = (parts: readonly Expression[], negative: boolean): Tree[] => {
    const plain = query.exact || negative;
    const extra = plain ? new Map<number, Source[]>() : neighbours(parts, view, aliases);
    return parts.map((part, at) => {
      if (part.kind !== 'word') return read(part, negative);
      const { text, inTitle } = part;
      const exact: Source = { words: [text], weight: 1 };
      if (plain) return leaf([exact], inTitle);
      const optional = part.optional === true || (isStopWord(text) && !onlyStopWords);
      if (optional) return leaf([exact], inTitle, true);
      const shared = extra.get(at) ?? [];
      const { sources, correction } = readWord(text, view, aliases, {
        explained: () => shared.some(({ words }) => isThere(words, view)),
        inCompany: seriousWords > 1,
      });
      if (correction !== undefined) corrections.push({ typed: text, ...correction });
      return leaf([...sources, ...shared], inTitle);
    });
  };

  const tree = read(query.expression, false);
  return { leaves, tree, corrections };
}

/** What runs of neighbouring words may stand for together, for each word of the run. */
function neighbours(
  parts: readonly Expression[],
  view: View,
  aliases: Aliases,
): Map<number, Source[]> {
  const extra = new Map<number, Source[]>();
  const words = parts.map((part) => (part.kind === 'word' ? part.text : undefined));
  const add = (from: number, length: number, source: Source): void => {
    for (let at = from; at < from + length; at += 1) {
      extra.set(at, [...(extra.get(at) ?? []), source]);
    }
  };
  for (let from = 0; from < words.length; from += 1) {
    for (let length = 2; length <= Math.max(2, aliases.mostWords); length += 1) {
      const run = words.slice(from, from + length);
      if (run.length < length || run.includes(undefined)) break;
      const known = run.flatMap((word) => word ?? []);
      for (const name of aliases.of(known))
        add(from, length, { words: name, weight: WEIGHT.alias });
      const joined = known.join('');
      if (length === 2 && view.count(joined) > 0) {
        add(from, length, { words: [joined], weight: WEIGHT.joined });
      }
    }
  }
  return extra;
}
