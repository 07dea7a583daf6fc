import { parseDate } from './dates.ts';
import { find, type XmlElement } from './xml-element.ts';

/** Items of one feed that are kept: more than a busy outlet publishes between two looks at it. */
export const MAX_ITEMS = 500;

/**
 * Keeps the newest items of a feed of any length, in the feed's order. Those without a date give
 * way first.
 */
export class NewestItems<Item> {
  #items: { readonly item: Item; readonly time: number }[] = [];

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  add(item: Item, date: Date | undefined): void {
    this.#items.push({ item, time: date?.getTime() ?? 0 });
    if (this.#items.length >= 4 * MAX_ITEMS) this.#prune();
  }

  finish(): Item[] {
    this.#prune();
    return this.#items.map(({ item }) => item);
  }

  #prune(): void {
    if (this.#items.length <= MAX_ITEMS) return;
    const newest = this.#items.toSorted((a, b) => b.time - a.time).slice(0, MAX_ITEMS);
    const kept = new Set(newest);
    this.#items = this.#items.filter((entry) => kept.has(entry));
  }
}

/** When the item was published, else what comes nearest to that. */
export function itemDate(item: XmlElement): Date | undefined {
  for (const name of DATES) {
    const date = parseDate(find(item, name)?.text ?? '');
    if (date) return date;
  }
  return undefined;
}

const DATES = [
  'pubdate',
  'published',
  'issued',
  'dc:date',
  'dcterms:issued',
  'created',
  'dcterms:created',
  'atom:published',
  'updated',
  'modified',
  'atom:updated',
  'dcterms:modified',
  'date',
] as const;
