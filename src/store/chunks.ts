/** Rows of one statement: SQLite takes 32,766 parameters, PostgreSQL 65,535; an article has 16. */
export const CHUNK = 500;

export function* chunksOf<T>(
  rows: readonly T[],
  size: number,
): Generator<readonly { readonly row: T; readonly index: number }[]> {
  const indexed = rows.map((row, index) => ({ row, index }));
  for (let start = 0; start < rows.length; start += size) yield indexed.slice(start, start + size);
}
