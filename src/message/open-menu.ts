import type { Article } from '../model/article.ts';
import { cut } from '../text/graphemes.ts';
import type { Menu } from './message.ts';

const MAX_OPTION = 75;
/** More no platform takes in one menu. */
const MAX_OPTIONS = 25;

/** Opens one of these articles, for whoever chooses it alone. */
export function openMenu(articles: readonly Article[]): Menu {
  return {
    kind: 'menu',
    placeholder: 'Open…',
    options: articles.slice(0, MAX_OPTIONS).map((article) => ({
      label: cut(article.title, MAX_OPTION),
      description: cut(article.source, MAX_OPTION),
      action: { kind: 'open', article: article.id },
    })),
  };
}
