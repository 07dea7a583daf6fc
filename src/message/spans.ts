import type { Article } from '../model/article.ts';
import { countryName } from '../text/countries.ts';
import { type Span, text } from './message.ts';

/** `a · b · c`, leaving out what is empty. */
export function dotted(parts: readonly (readonly Span[])[]): Span[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [text(' · '), ...part]));
}

const MAX_COUNTRIES = 3;

/** `Uzbekistan, United States`; the first three. */
export function countrySpans({ countries }: Pick<Article, 'countries'>): Span[] {
  return countries.length === 0
    ? []
    : [text(countries.slice(0, MAX_COUNTRIES).map(countryName).join(', '))];
}

const NUMBER = new Intl.NumberFormat('en');

/** `1 article`, `1,200 articles`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(n)} ${n === 1 ? one : many}`;
}

export function formatNumber(n: number): string {
  return NUMBER.format(n);
}
