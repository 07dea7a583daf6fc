/**
 * What stands where, gathered article by article and then read key by key: a key is a word or a
 * trigram, by its number. Flat arrays and one counting sort, because a list for each word of each
 * batch costs more than reading the texts does.
 */
export class Occurrences {
  #keys = new Uint32Array(1024);
  #articles = new Uint32Array(1024);
  #places = new Uint32Array(1024);
  #count = 0;
  #keyCount = 0;

  /** Articles ascending, places ascending within an article. */
  add(key: number, article: number, place: number): void {
    if (this.#count === this.#keys.length) {
      this.#keys = doubled(this.#keys);
      this.#articles = doubled(this.#articles);
      this.#places = doubled(this.#places);
    }
    this.#keys[this.#count] = key;
    this.#articles[this.#count] = article;
    this.#places[this.#count] = place;
    this.#count += 1;
    if (key >= this.#keyCount) this.#keyCount = key + 1;
  }

  /** The same by key; within a key in the order in which they came. */
  sorted(): SortedOccurrences {
    const starts = new Uint32Array(this.#keyCount + 1);
    for (let at = 0; at < this.#count; at += 1) increase(starts, (this.#keys[at] ?? 0) + 1, 1);
    for (let key = 0; key < this.#keyCount; key += 1) increase(starts, key + 1, starts[key] ?? 0);
    const next = starts.slice(0, this.#keyCount);
    const articles = new Uint32Array(this.#count);
    const places = new Uint32Array(this.#count);
    for (let at = 0; at < this.#count; at += 1) {
      const key = this.#keys[at] ?? 0;
      const to = next[key] ?? 0;
      articles[to] = this.#articles[at] ?? 0;
      places[to] = this.#places[at] ?? 0;
      next[key] = to + 1;
    }
    return { starts, articles, places };
  }
}

/** The occurrences of a key lie between `starts[key]` and `starts[key + 1]`. */
export type SortedOccurrences = {
  readonly starts: Uint32Array;
  readonly articles: Uint32Array;
  readonly places: Uint32Array;
};

/** The keys that occur, ascending. */
export function keysOf({ starts }: SortedOccurrences): number[] {
  const keys: number[] = [];
  for (let key = 0; key + 1 < starts.length; key += 1) {
    if ((starts[key + 1] ?? 0) > (starts[key] ?? 0)) keys.push(key);
  }
  return keys;
}

function increase(numbers: Uint32Array, index: number, amount: number): void {
  numbers[index] = (numbers[index] ?? 0) + amount;
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
