import type { Article } from '../model/article.ts';
import type { Marked } from '../summary/extract.ts';
import { age } from './age.ts';
import { bold, type Entry, linkOrText, type Span, text } from './message.ts';
import { countrySpans, dotted } from './spans.ts';

/** An article as one row of a list: headline, source · age · countries, an extract. */
export function articleEntry(
  article: Article,
  options: {
    readonly extract: Marked | undefined;
    readonly now: Date;
    /** Small remarks behind the details, such as `partial match`. */
    readonly remarks?: readonly string[];
  },
): Entry {
  return {
    kind: 'entry',
    title: linkOrText(article.title, article.url),
    details: dotted([
      [text(article.source)],
      [age(article.publishedAt, options.now)],
      countrySpans(article),
      ...(options.remarks ?? []).map((remark) => [text(remark)]),
    ]),
    body: options.extract ? markedSpans(options.extract) : [],
  };
}

/** The text with its marked words in bold. */
function markedSpans({ text: whole, marks }: Marked): Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const [start, end] of marks) {
    if (start > done) spans.push(text(whole.slice(done, start)));
    spans.push(bold(whole.slice(start, end)));
    done = end;
  }
  if (done < whole.length) spans.push(text(whole.slice(done)));
  return spans;
}
