const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The text where it fits in `max` UTF-16 units, else its beginning with `…`, never inside a
 * character that a reader sees as one. Where a word ends near the limit, the cut is there.
 */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const room = text.slice(0, graphemeBoundary(text, max - 1));
  const wordEnd = room.search(/\s+\S*$/u);
  const kept = wordEnd >= 0.75 * room.length ? room.slice(0, wordEnd) : room;
  return `${kept.trimEnd()}…`;
}

/** The last place at or before `offset` that does not split a grapheme. */
export function graphemeBoundary(text: string, offset: number): number {
  if (offset >= text.length) return text.length;
  return GRAPHEMES.segment(text).containing(offset)?.index ?? 0;
}
