const WIDEST = 64;

let before = new Uint8Array(WIDEST + 1);
let last = new Uint8Array(WIDEST + 1);
let row = new Uint8Array(WIDEST + 1);

/**
 * Optimal string alignment: the fewest insertions, deletions, substitutions and swaps of
 * neighbours that turn one word into the other, or `most + 1` where it takes more than `most`
 * or a word is longer than 64 letters.
 */
export function distance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  const { length } = b;
  if (Math.abs(a.length - length) > most || length > WIDEST || a.length > WIDEST) return most + 1;
  for (let j = 0; j <= length; j += 1) last[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    let least = i;
    const unit = a.charCodeAt(i - 1);
    const unitBefore = i > 1 ? a.charCodeAt(i - 2) : -1;
    for (let j = 1; j <= length; j += 1) {
      const other = b.charCodeAt(j - 1);
      let cost = (last[j - 1] ?? 0) + (unit === other ? 0 : 1);
      cost = Math.min(cost, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (j > 1 && unit === b.charCodeAt(j - 2) && unitBefore === other) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[length] ?? 0, most + 1);
}
