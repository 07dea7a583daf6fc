import { localDateOf } from '../digest/local-time.ts';
import { citationList } from '../message/citation-list.ts';
import { nearestName } from '../search/nearest-name.ts';
import { CITATION_STYLES, type CitationStyle } from '../text/citation.ts';
import type { Command } from './command.ts';
import { ARTICLE, askForArticle, closestArticle, isName } from './find-article.ts';
import { privately, refusal } from './reply.ts';

export const citeCommand: Command = {
  family: 'news',
  verb: 'cite',
  aliases: [],
  description: 'Cite an article in Chicago style, APA style, BibTeX and Markdown',
  usage:
    '/news cite <number | address | words of the headline> [style:chicago|apa|bibtex|markdown]',
  example: '/news cite smuggling uzbek style:apa',
  options: [
    ARTICLE,
    { name: 'style', description: 'One style alone', kind: 'choice', choices: CITATION_STYLES },
  ],
  run: async ({ words, options }, { now }, desk) => {
    const { which, called } = withStyle(words, options.style ?? '');
    const style = styleCalled(called);
    if (called !== '' && style === undefined) {
      return refusal({
        what: `There is no style "${called}".`,
        advice: `There are ${CITATION_STYLES.join(', ')}; without a style come all of them.`,
        example: `/news cite ${which} style:apa`,
      });
    }
    const meant = await closestArticle(desk, which, now);
    const { article } = meant;
    if (!article) return askForArticle(which, meant, citeCommand);
    const { timezone } = desk;
    const cited = {
      id: article.id,
      headline: article.title,
      source: article.source,
      url: article.url,
      // What bears a date without a time is kept as midnight in UTC.
      published: article.undated ? undefined : localDateOf(article.publishedAt, 'UTC'),
      accessed: localDateOf(now, timezone),
    };
    return privately(citationList({ article, cited, style, timezone }));
  },
};

/** Behind a number or an address no more words can stand but the style: `12 apa`. */
function withStyle(words: string, called: string): { which: string; called: string } {
  const [, which = '', behind = ''] = /^(\S+) (\S+)$/.exec(words) ?? [];
  return called === '' && isName(which) && styleCalled(behind)
    ? { which, called: behind }
    : { which: words, called };
}

/** `bib` and `chicgo` will do, and `apa7`; but `asa` and `ama` are styles of their own. */
function styleCalled(name: string): CitationStyle | undefined {
  const wanted = name.toLowerCase().replace(/\d+$/, '');
  if (wanted === 'apa') return 'apa';
  if (wanted === 'md') return 'markdown';
  const others = CITATION_STYLES.filter((style) => style !== 'apa');
  return nearestName(
    wanted,
    others.map((style) => [style, style] as const),
  );
}
