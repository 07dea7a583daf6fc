/**
 * Numbers by the hash of a key, without the keys: a bucket may hold strangers beside what was
 * asked for, so whoever asks must look at what comes. Two flat arrays, about 6 bytes an entry,
 * read back from a file as they are.
 */
export type BucketTable = { readonly buckets: Uint32Array; readonly values: Uint32Array };

export class BucketTableDraft {
  #hashes = new Uint32Array(1024);
  #values = new Uint32Array(1024);
  #count = 0;

  add(hash: number, value: number): void {
    if (this.#count === this.#hashes.length) {
      this.#hashes = doubled(this.#hashes);
      this.#values = doubled(this.#values);
    }
    this.#hashes[this.#count] = hash;
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  /** A bucket for every two to four entries; the values of a bucket keep the order they came in. */
  done(): BucketTable {
    const count = this.#count;
    const hashes = this.#hashes;
    const size = 2 ** Math.max(4, Math.ceil(Math.log2(count + 1)) - 2);
    const mask = size - 1;
    const buckets = new Uint32Array(size + 1);
    for (let at = 0; at < count; at += 1) add(buckets, ((hashes[at] ?? 0) & mask) + 1, 1);
    for (let bucket = 0; bucket < size; bucket += 1) add(buckets, bucket + 1, buckets[bucket] ?? 0);
    const next = buckets.slice(0, size);
    const values = new Uint32Array(count);
    for (let at = 0; at < count; at += 1) {
      const bucket = (hashes[at] ?? 0) & mask;
      values[next[bucket] ?? 0] = this.#values[at] ?? 0;
      add(next, bucket, 1);
    }
    return { buckets, values };
  }
}

/** Everything in the bucket of the hash. */
export function valuesAt({ buckets, values }: BucketTable, hash: number): Uint32Array {
  const bucket = hash & (buckets.length - 2);
  return values.subarray(buckets[bucket], buckets[bucket + 1]);
}

/** FNV-1a over UTF-16 units (G. Fowler, L. C. Noll, K.-P. Vo). */
export function hashOf(text: string): number {
  let hash = HASH_START;
  for (let at = 0; at < text.length; at += 1) hash = hashStep(hash, text.charCodeAt(at));
  return hash >>> 0;
}

export const HASH_START = 0x811c9dc5;

export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function add(numbers: Uint32Array, index: number, amount: number): void {
  numbers[index] = (numbers[index] ?? 0) + amount;
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
