import type { Article } from '../model/article.ts';
import { CITATION_STYLES, type CitationStyle, type Cited, citation } from '../text/citation.ts';
import { MAX_WEIGHT, weightOf } from './fit.ts';
import { type Block, bold, code, linkOrText, type Message, type Span, text } from './message.ts';

const LABELS: Readonly<Record<CitationStyle, string>> = {
  chicago: 'Chicago, 17th edition',
  apa: 'APA, 7th edition',
  bibtex: 'BibTeX',
  markdown: 'Markdown',
};

/** An article cited in one style or in all, to be copied; in Chicago's alone where all do not fit. */
export function citationList(options: {
  readonly article: Pick<Article, 'id' | 'title' | 'url'>;
  readonly cited: Cited;
  readonly style: CitationStyle | undefined;
  /** The zone whose day is the day of access. */
  readonly timezone: string;
}): Message {
  const { article, cited, style, timezone } = options;
  const line = `/news cite ${article.id}`;
  const listOf = (styles: readonly CitationStyle[], ways: readonly Span[]): Block[] => [
    { kind: 'heading', spans: [linkOrText(article.title, article.url)] },
    ...styles.flatMap((one): Block[] => [
      { kind: 'paragraph', spans: [bold(LABELS[one])] },
      { kind: 'code', text: citation(one, cited) },
    ]),
    { kind: 'note', spans: [...remarks(styles, cited, timezone), ...ways] },
  ];
  if (style) return { blocks: listOf([style], [text('All styles: '), code(line)]) };
  const all = listOf(CITATION_STYLES, [text('One alone: '), code(`${line} style:apa`)]);
  const tooLong = [text('All are too long for one message; another: '), code(`${line} style:apa`)];
  return { blocks: weightOf(all) <= MAX_WEIGHT ? all : listOf(['chicago'], tooLong) };
}

function remarks(
  styles: readonly CitationStyle[],
  { url, published }: Cited,
  timezone: string,
): Span[] {
  const saysAccess = published === undefined || styles.some((style) => style !== 'apa');
  return [
    ...(styles.includes('apa')
      ? [text('In APA, what stands between asterisks is in italics. ')]
      : []),
    ...(url !== undefined && saysAccess
      ? [text(`The day of access is today’s in ${timezone}. `)]
      : []),
  ];
}
