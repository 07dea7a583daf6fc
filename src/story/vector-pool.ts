/** The words of an article that are kept: the others decide nothing. */
export const KEPT_WORDS = 100;

/** How much each word weighs in an article, and which of them are names, the heaviest first. */
export type Weights = {
  readonly get: (word: string) => number | undefined;
  readonly has: (word: string) => boolean;
  readonly names: readonly string[];
};

/** What vectors have in common: in all, and by words that are not `standing`. */
export type Likeness = { dot: number; specific: number };

/**
 * The vectors of the live articles, each in a slot, and for each word the articles that use it
 * (an inverted index): in arrays that are made once, 1.3 kB an article. Slots go round, so a
 * word's places are a list from the newest back, and the slot that is taken anew is at the end of
 * all of its lists.
 */
export class VectorPool {
  /** By place, `slot * KEPT_WORDS` and on, the heaviest first: 0 where there is none. */
  readonly #words: Uint32Array;
  readonly #weights: Float32Array;
  /** The place before of the same word. */
  readonly #older: Uint32Array;
  /** 1 where the word is a name. */
  readonly #isName: Uint8Array;

  /** From 1 on; the number of a word that nobody uses any more is given to another. */
  readonly #numbers = new Map<string, number>();
  readonly #spelling = [''];
  readonly #users = [0];
  readonly #newest = [0];
  readonly #free: number[] = [];

  /** By number of word, all zero but while likeness is measured. */
  #asked = new Float64Array(1024);
  #specific = new Float64Array(1024);

  constructor(capacity: number) {
    const places = capacity * KEPT_WORDS;
    this.#words = new Uint32Array(places);
    this.#weights = new Float32Array(places);
    this.#older = new Uint32Array(places);
    this.#isName = new Uint8Array(places);
  }

  /** How many articles use the word. */
  count(word: string): number {
    return this.#users[this.#numbers.get(word) ?? 0] ?? 0;
  }

  /** Puts a vector of at most `KEPT_WORDS` words, the heaviest first, into a slot that is empty. */
  put(slot: number, vector: ReadonlyMap<string, number>, names: ReadonlySet<string>): void {
    let place = slot * KEPT_WORDS;
    for (const [word, weight] of vector) {
      const number = this.#numberOf(word);
      this.#words[place] = number;
      this.#weights[place] = weight;
      this.#older[place] = this.#newest[number] ?? 0;
      this.#newest[number] = place;
      this.#isName[place] = names.has(word) ? 1 : 0;
      this.#users[number] = (this.#users[number] ?? 0) + 1;
      place += 1;
    }
  }

  /** Empties the slot that was filled before all others. */
  clear(slot: number): void {
    const start = slot * KEPT_WORDS;
    for (const number of this.#words.subarray(start, start + KEPT_WORDS)) {
      if (number === 0) break;
      const users = (this.#users[number] ?? 0) - 1;
      this.#users[number] = users;
      if (users > 0) continue;
      this.#numbers.delete(this.#spelling[number] ?? '');
      this.#free.push(number);
    }
    this.#words.fill(0, start, start + KEPT_WORDS);
  }

  vectorAt(slot: number): Map<string, number> {
    return new Map(
      this.#placesOf(slot).map((place) => [this.#wordAt(place), this.#weights[place] ?? 0]),
    );
  }

  namesAt(slot: number): string[] {
    return this.#placesOf(slot)
      .filter((place) => this.#isName[place] === 1)
      .map((place) => this.#wordAt(place));
  }

  /** Goes through all words of the slot. */
  weight(slot: number, word: string): number | undefined {
    const number = this.#numbers.get(word);
    if (number === undefined) return undefined;
    const start = slot * KEPT_WORDS;
    const place = this.#words.subarray(start, start + KEPT_WORDS).indexOf(number);
    return place < 0 ? undefined : this.#weights[start + place];
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
      const number = this.#numbers.get(word) ?? 0;
      const users = this.#users[number] ?? 0;
      if (users > common) continue;
      let place = this.#newest[number] ?? 0;
      for (let left = users; left > 0; left -= 1) {
        const slot = Math.floor(place / KEPT_WORDS);
        const sum = sums[slot] ?? 0;
        if (sum === 0) touched.push(slot);
        sums[slot] = sum + weight * (this.#weights[place] ?? 0);
        place = this.#older[place] ?? 0;
      }
    }
    return touched;
  }

  /** For each group of slots how alike the vector and the sum of theirs are. */
  likeness(
    vector: ReadonlyMap<string, number>,
    standing: ReadonlySet<string>,
    groups: readonly (readonly number[])[],
  ): Likeness[] {
    this.#ask(vector, (word, weight) => [weight, standing.has(word) ? 0 : weight]);
    const likenesses = groups.map((slots) => this.#likenessOf(slots));
    this.#ask(vector, () => [0, 0]);
    return likenesses;
  }

  #placesOf(slot: number): number[] {
    const places: number[] = [];
    const end = (slot + 1) * KEPT_WORDS;
    for (let place = slot * KEPT_WORDS; place < end && this.#words[place] !== 0; place += 1) {
      places.push(place);
    }
    return places;
  }

  #wordAt(place: number): string {
    return this.#spelling[this.#words[place] ?? 0] ?? '';
  }

  #likenessOf(slots: readonly number[]): Likeness {
    let dot = 0;
    let specific = 0;
    for (const slot of slots) {
      const end = (slot + 1) * KEPT_WORDS;
      for (let place = slot * KEPT_WORDS; place < end; place += 1) {
        const number = this.#words[place] ?? 0;
        if (number === 0) break;
        const weight = this.#weights[place] ?? 0;
        dot += weight * (this.#asked[number] ?? 0);
        specific += weight * (this.#specific[number] ?? 0);
      }
    }
    return { dot, specific };
  }

  #ask(
    vector: ReadonlyMap<string, number>,
    weightsOf: (word: string, weight: number) => readonly [all: number, specific: number],
  ): void {
    for (const [word, weight] of vector) {
      const number = this.#numbers.get(word);
      if (number === undefined) continue;
      [this.#asked[number], this.#specific[number]] = weightsOf(word, weight);
    }
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#spelling.length;
    this.#numbers.set(word, number);
    this.#spelling[number] = word;
    this.#users[number] = 0;
    if (number >= this.#asked.length) {
      this.#asked = new Float64Array(2 * number);
      this.#specific = new Float64Array(2 * number);
    }
    return number;
  }
}

/** The vector in a slot, for as long as it is there. */
export class PooledVector implements Weights {
  readonly #pool: VectorPool;
  readonly #slot: number;

  constructor(pool: VectorPool, slot: number) {
    this.#pool = pool;
    this.#slot = slot;
  }

  get(word: string): number | undefined {
    return this.#pool.weight(this.#slot, word);
  }

  has(word: string): boolean {
    return this.get(word) !== undefined;
  }

  get names(): string[] {
    return this.#pool.namesAt(this.#slot);
  }
}
