const PARAGRAPH = new Set(
  `p div section article header footer main aside address blockquote figure figcaption h1 h2 h3 h4 h5
  h6 ul ol dl table pre hr details summary fieldset center body html`.split(/\s+/),
);
const LINE = new Set('br li tr dt dd caption thead tbody tfoot legend'.split(' '));
const CELL = new Set(['td', 'th']);

/** Lays text out as a reader sees it: spaces as one, blocks on lines of their own. */
export class TextLayout {
  readonly #parts: string[] = [];
  /** Line feeds owed before the next word. */
  #owed = 0;
  #space = false;
  #preformatted = 0;
  #length = 0;

  breakFor(element: string): void {
    if (PARAGRAPH.has(element)) this.#owed = Math.max(this.#owed, 2);
    else if (LINE.has(element))
      this.#owed = element === 'br' ? this.#owed + 0.5 : Math.max(this.#owed, 1);
    else if (CELL.has(element)) this.#space = true;
  }

  keepSpace(on: boolean): void {
    this.#preformatted = Math.max(0, this.#preformatted + (on ? 1 : -1));
  }

  write(text: string): void {
    if (this.#length > MAX_TEXT) return;
    if (this.#preformatted > 0) {
      this.#put(text);
      return;
    }
    const words = text.replace(/[^\S\u00a0]+/g, ' ');
    const trimmed = words.replace(/^ /, '');
    if (trimmed !== words) this.#space = true;
    if (trimmed === '') return;
    const body = trimmed.replace(/ $/, '');
    this.#put(body);
    this.#space = body !== trimmed;
  }

  finish(): string {
    return (
      this.#parts
        .join('')
        .replaceAll('\u00a0', ' ')
        .split('\n')
        // By a pattern, a run of 200,000 spaces within a line takes a minute.
        .map((line) => line.trim())
        .join('\n')
        .replace(/ {2,}/g, ' ')
        .replace(/\n{3,}/g, '\n\n')
        .trim()
        .slice(0, MAX_TEXT)
    );
  }

  #put(text: string): void {
    if (this.#parts.length > 0) {
      // One br is a new line, two are a paragraph: each is opened and closed, and owes a half.
      const feeds = Math.min(2, Math.ceil(this.#owed));
      if (feeds > 0) this.#parts.push('\n'.repeat(feeds));
      else if (this.#space) this.#parts.push(' ');
    }
    this.#parts.push(text);
    this.#length += text.length;
    this.#owed = 0;
    this.#space = false;
  }
}

/** Characters of an article; the rest of a longer one is left out. */
const MAX_TEXT = 500_000;
