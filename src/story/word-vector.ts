/** How much each word weighs in an article. */
export type Weights = {
  readonly get: (word: string) => number | undefined;
  readonly has: (word: string) => boolean;
};

/**
 * The words of an article that is kept, the heaviest first, in a fifth of the room that a Map of
 * them takes. Asking for one word goes through all of them.
 */
export class WordVector implements Weights {
  readonly words: readonly string[];
  readonly #weights: Float64Array;

  constructor(vector: ReadonlyMap<string, number>) {
    this.words = [...vector.keys()];
    this.#weights = Float64Array.from(vector.values());
  }

  get(word: string): number | undefined {
    return this.#weights[this.words.indexOf(word)];
  }

  has(word: string): boolean {
    return this.words.includes(word);
  }

  /** For loops that are gone through often. */
  forEach(use: (word: string, weight: number) => void): void {
    for (let at = 0; at < this.words.length; at += 1) {
      use(this.words[at] ?? '', this.#weights[at] ?? 0);
    }
  }
}
