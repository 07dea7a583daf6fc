import { Parser } from 'htmlparser2';

export type PageSize = {
  readonly elements: number;
  /** Pieces of text: an entity, or a `<` that begins no tag, is one of its own. */
  readonly texts: number;
  readonly depth: number;
};

/**
 * How much of what a page has and how deep it is, by events alone: building a tree of a page
 * that is made to be large takes minutes. Stops counting a little beyond any limit.
 */
export function pageSize(html: string): PageSize {
  let elements = 0;
  let texts = 0;
  let open = 0;
  let depth = 0;
  const parser = new Parser({
    onopentag() {
      elements += 1;
      open += 1;
      depth = Math.max(depth, open);
    },
    ontext() {
      texts += 1;
    },
    onclosetag() {
      open -= 1;
    },
  });
  const isLarge = () => depth >= STOP_DEPTH || elements + texts >= STOP_NODES;
  for (let i = 0; i < html.length && !isLarge(); i += CHUNK) {
    parser.write(html.slice(i, i + CHUNK));
  }
  return { elements, texts, depth };
}

const CHUNK = 16_384;
const STOP_DEPTH = 2_000;
const STOP_NODES = 100_000;
