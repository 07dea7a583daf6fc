/**
 * How much of the shorter text is in the longer one, 0 to 1, by three-word shingles (Broder,
 * 1997). Containment, not resemblance: a feed's excerpt is a near-duplicate of the full text.
 */
export function containment(a: Uint16Array, b: Uint16Array): number {
  const smaller = Math.min(a.length, b.length);
  if (smaller === 0) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] ?? 0;
    const y = b[j] ?? 0;
    if (x === y) shared += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return shared / smaller;
}

/** From here on two articles are the same text: the best of the thresholds measured on edited copies. */
export const NEAR_DUPLICATE = 0.35;

/** Texts of fewer shingles share too many by chance to be compared. */
export const MIN_SHINGLES = 8;

export function areNearDuplicates(a: Uint16Array, b: Uint16Array): boolean {
  return Math.min(a.length, b.length) >= MIN_SHINGLES && containment(a, b) >= NEAR_DUPLICATE;
}

/**
 * Hashes of every three words in a row, ascending, each once. Of 16 bits: two long texts without a
 * word in common share one in a hundred.
 */
export function shinglesOf(words: readonly string[]): Uint16Array {
  const hashes = new Set<number>();
  for (let i = 0; i + 2 < words.length; i += 1) {
    hashes.add(hash(`${words[i]} ${words[i + 1]} ${words[i + 2]}`));
  }
  return Uint16Array.from(hashes).sort();
}

/** FNV-1a, folded to 16 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 16) ^ (value & 0xffff);
}
