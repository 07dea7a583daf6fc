import { Bytes } from './bytes.ts';

/** The arrays of the terms as they are filled, term by term. */
export class TermLayout {
  readonly articles = new Bytes();
  readonly frequencies = new Bytes();
  readonly positions = new Bytes();
  readonly headlines = new Bytes();
  readonly #terms = new Bytes();
  readonly #termStarts: number[] = [0];
  readonly #postingStarts: number[] = [0];
  readonly #articleStarts: number[] = [0];
  readonly #positionStarts: number[] = [0];
  readonly #headlineStarts: number[] = [0];

  endTerm(word: Uint8Array): void {
    this.#terms.append(word);
    this.#termStarts.push(this.#terms.length);
    this.#postingStarts.push(this.frequencies.length);
    this.#articleStarts.push(this.articles.length);
    this.#positionStarts.push(this.positions.length);
    this.#headlineStarts.push(this.headlines.length);
  }

  done() {
    return {
      terms: this.#terms.done(),
      termStarts: Uint32Array.from(this.#termStarts),
      postingStarts: Uint32Array.from(this.#postingStarts),
      frequencies: this.frequencies.done(),
      articleStarts: Uint32Array.from(this.#articleStarts),
      articles: this.articles.done(),
      positionStarts: Uint32Array.from(this.#positionStarts),
      positions: this.positions.done(),
      headlineStarts: Uint32Array.from(this.#headlineStarts),
      headlines: this.headlines.done(),
    };
  }
}
