import { cut } from '../text/graphemes.ts';
import { italic, type Span, text } from './message.ts';

const MAX_QUERY = 150;

/** What a search follows, as people say it: an outlet by its name, anything else as it was typed. */
export function followedName(query: string): string {
  return cut(outletIn(query) ?? query, MAX_QUERY);
}

/** `on aral sea`, `from The Times of Central Asia`; nothing where everything is followed. */
export function aboutSpans(query: string): Span[] {
  if (query === '') return [];
  return [text(outletIn(query) === undefined ? 'on ' : 'from '), italic(followedName(query))];
}

/** The outlet of a search that asks for all that one outlet brings, and for nothing else. */
export function outletIn(query: string): string | undefined {
  const [, quoted, bare] = /^source:(?:"([^"]+)"|([^\s"()|,]+))$/i.exec(query.trim()) ?? [];
  return quoted ?? bare;
}
