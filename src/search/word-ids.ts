import { fold } from '../text/fold.ts';
import { HASH_START, hashStep } from './bucket-table.ts';

/** Longer words are cut: nobody types them, and some texts are one endless word. */
const MOST_LETTERS = 64;

/** Forms beyond these are forgotten, all at once: some feeds are made of ever new words. */
const MOST_FORMS = 2 ** 19;

/**
 * Numbers for folded words. The forms met before are recognised in place: most words of a text
 * have been, and neither cutting them out nor folding them again is needed.
 */
export class WordIds {
  #table = new Int32Array(2 * MOST_FORMS).fill(-1);
  #forms: string[] = [];
  #ids: number[] = [];
  #words: string[] = [];
  #idOf = new Map<string, number>();

  /** The number of the folded word, -1 where nothing is left of it. Good until `forget`. */
  idAt(text: string, start: number, end: number): number {
    let hash = HASH_START;
    for (let at = start; at < end; at += 1) hash = hashStep(hash, text.charCodeAt(at));
    const mask = this.#table.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const form = this.#table[slot] ?? -1;
      if (form === -1) return this.#learn(text.slice(start, end), slot);
      if (isAt(this.#forms[form] ?? '', text, start, end)) return this.#ids[form] ?? -1;
    }
  }

  idOf(word: string): number {
    let id = this.#idOf.get(word);
    if (id === undefined) {
      id = this.#words.length;
      this.#words.push(word);
      this.#idOf.set(word, id);
    }
    return id;
  }

  wordOf(id: number): string {
    return this.#words[id] ?? '';
  }

  /** Makes room where there is little left; all numbers given so far lose their meaning. */
  forget(): void {
    if (this.#forms.length < MOST_FORMS) return;
    this.#table.fill(-1);
    this.#forms = [];
    this.#ids = [];
    this.#words = [];
    this.#idOf = new Map();
  }

  #learn(form: string, slot: number): number {
    const folded = fold(form).slice(0, MOST_LETTERS);
    const id = folded === '' ? -1 : this.idOf(folded);
    if (this.#forms.length >= 1.5 * MOST_FORMS) return id;
    this.#table[slot] = this.#forms.length;
    this.#forms.push(form);
    this.#ids.push(id);
    return id;
  }
}

function isAt(form: string, text: string, start: number, end: number): boolean {
  if (form.length !== end - start) return false;
  for (let at = 0; at < form.length; at += 1) {
    if (form.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  }
  return true;
}
