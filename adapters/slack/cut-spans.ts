import type { Span } from '../../src/message/message.ts';
import { spanText } from '../../src/message/plain-text.ts';
import { cut } from '../../src/text/graphemes.ts';

/** At most `max` UTF-16 units of spans: the one at the edge is cut, those behind it left out. */
export function cutSpans(spans: readonly Span[], max: number): Span[] {
  const kept: Span[] = [];
  let room = max;
  for (const span of spans) {
    const { length } = spanText(span);
    if (length > room) {
      if (span.kind !== 'time' && room > 0) kept.push({ ...span, text: cut(span.text, room) });
      break;
    }
    kept.push(span);
    room -= length;
  }
  return kept;
}
