import type { Article, ArticleVersion, Correction } from '../model/article.ts';
import { APOSTROPHES } from '../text/fold.ts';

/**
 * How an article differs from what it said when it was first read, as far as that is certain.
 * Undefined where only the typography or the spaces differ, where it says again what it said, and
 * where a text that was cut off has been read further. `versions` are what it said before, the
 * oldest first.
 */
export function correctionOf(
  article: Pick<Article, 'title' | 'text'>,
  versions: readonly ArticleVersion[],
): Correction | undefined {
  const [first] = versions;
  if (!first) return undefined;
  const now = wordingOf(article);
  const before = versions.map(wordingOf);
  const changes = before.map(({ title, text }, index) => {
    const next = before[index + 1] ?? now;
    return { ofTitle: title !== next.title, ofText: isOther(text, next.text) };
  });
  const hasNewTitle = before[0]?.title !== now.title;
  const hasNewText =
    before[0]?.text.signs !== now.text.signs && changes.some(({ ofText }) => ofText);
  const last = changes.findLastIndex(
    ({ ofTitle, ofText }) => (ofTitle && hasNewTitle) || (ofText && hasNewText),
  );
  const at = versions[last]?.replacedAt;
  return at && { at, formerTitle: hasNewTitle ? first.title : undefined, hasNewText };
}

/** UTF-16 units: of a longer text the beginning is compared, while somebody waits. */
const MAX_COMPARED = 50_000;
const CUT_OFF = /(?:\.\.\.|…)$/;

type Text = { readonly signs: string; readonly isCutOff: boolean };

function wordingOf({ title, text }: Pick<Article, 'title' | 'text'>): {
  readonly title: string;
  readonly text: Text;
} {
  const isCutOff = text.length > MAX_COMPARED || CUT_OFF.test(text);
  return {
    title: signsOf(title),
    text: { signs: signsOf(text.slice(0, MAX_COMPARED)), isCutOff },
  };
}

function isOther(one: Text, other: Text): boolean {
  if (one.signs === other.signs) return false;
  return !(
    (one.isCutOff && other.signs.startsWith(one.signs)) ||
    (other.isCutOff && one.signs.startsWith(other.signs))
  );
}

/** The letters and numbers, and the signs that make a number another one. */
function signsOf(text: string): string {
  const plain = text.replace(APOSTROPHE, '').normalize('NFKC').toLowerCase();
  const signs = plain.match(SIGNS) ?? [];
  return signs.join('').replaceAll('−', '-');
}

/** Some are letters by Unicode. */
const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'gu');
const SIGNS =
  /(?:\p{L}|(?!\uFE0E|\uFE0F)\p{M}|[\p{N}\p{Sc}%+<>=])+|(?<=\p{N})[.,:](?=\p{N})|(?<![^\s(])[-−](?=\p{N})/gu;
