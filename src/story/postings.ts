import type { WordVector } from './word-vector.ts';

/**
 * For each word the live articles that use it and how much, as an append-only list: articles
 * leave in the order in which they came, so forgetting one only moves the head of its lists.
 */
export class Postings {
  readonly #lists = new Map<string, List>();

  /** How many live articles use the word. */
  count(word: string): number {
    const list = this.#lists.get(word);
    return list === undefined ? 0 : list.slots.length - list.head;
  }

  add(slot: number, vector: WordVector): void {
    vector.forEach((word, weight) => {
      const list = this.#lists.get(word);
      if (list === undefined) this.#lists.set(word, { slots: [slot], weights: [weight], head: 0 });
      else {
        list.slots.push(slot);
        list.weights.push(weight);
      }
    });
  }

  /** Forgets the article that was added before all others that are left. */
  removeFirst(slot: number, vector: WordVector): void {
    for (const word of vector.words) {
      const list = this.#lists.get(word);
      if (list === undefined || list.slots[list.head] !== slot) continue;
      list.head += 1;
      if (list.head === list.slots.length) this.#lists.delete(word);
      else if (list.head > 64 && list.head > list.slots.length / 2) {
        list.slots.splice(0, list.head);
        list.weights.splice(0, list.head);
        list.head = 0;
      }
    }
  }

  /**
   * Adds to `sums[slot]` what each article has in common with the words, and returns the slots
   * that got anything. Words that more than `common` articles use are passed over.
   */
  accumulate(
    words: readonly (readonly [word: string, weight: number])[],
    sums: Float64Array,
    common: number,
  ): number[] {
    const touched: number[] = [];
    for (const [word, weight] of words) {
      const list = this.#lists.get(word);
      if (list === undefined || list.slots.length - list.head > common) continue;
      const { slots, weights } = list;
      for (let i = list.head; i < slots.length; i += 1) {
        const slot = slots[i] ?? 0;
        const sum = sums[slot] ?? 0;
        if (sum === 0) touched.push(slot);
        sums[slot] = sum + weight * (weights[i] ?? 0);
      }
    }
    return touched;
  }
}

type List = { slots: number[]; weights: number[]; head: number };
