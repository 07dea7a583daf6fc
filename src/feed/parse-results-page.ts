import type { RawArticle } from './normalize.ts';

const HEADER = /^Viewing results [\d,]+ - [\d,]+ of [\d,]+$/;

/** Whether this looks like the text of a results page, as a reader copies it. */
export function isResultsPage(text: string): boolean {
  return HEADER.test(text.trimStart().split('\n', 1)[0]?.trim() ?? '');
}

/**
 * Reads the plain text of a results page: *Viewing results 1 - 6 of 123*, then a headline, a
 * blank line, the article, a blank line, the next headline. A headline is a single short line
 * that does not end like a sentence and has something longer below it, so that an article of
 * several paragraphs stays one.
 */
export function parseResultsPage(text: string): RawArticle[] {
  const blocks = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '' && !HEADER.test(block));

  const articles: { title: string; paragraphs: string[] }[] = [];
  for (const [index, block] of blocks.entries()) {
    const below = blocks[index + 1];
    if (below !== undefined && isHeadline(block) && below.length > block.length) {
      articles.push({ title: block, paragraphs: [] });
    } else {
      articles.at(-1)?.paragraphs.push(block);
    }
  }
  return articles
    .filter(({ paragraphs }) => paragraphs.length > 0)
    .map(({ title, paragraphs }) => ({ title, text: paragraphs.join('\n\n') }));
}

const MAX_HEADLINE = 200;

/** A question may be a headline; a line that ends with a full stop, a colon or an ellipsis is text. */
function isHeadline(block: string): boolean {
  return (
    block.length <= MAX_HEADLINE &&
    !block.includes('\n') &&
    !/[.:;,…]["”’')\]]*$/.test(block.replace(/\b[A-Z]\.[A-Z]\.$/, ''))
  );
}
