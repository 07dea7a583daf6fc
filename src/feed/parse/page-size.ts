import { Parser } from 'htmlparser2';

/**
 * How many elements a page has and how deep they are, by events alone: building a tree of a page
 * that is made to be deep takes minutes. Stops counting a little beyond either limit.
 */
export function pageSize(html: string): { readonly elements: number; readonly depth: number } {
  let elements = 0;
  let open = 0;
  let depth = 0;
  const parser = new Parser({
    onopentag() {
      elements += 1;
      open += 1;
      depth = Math.max(depth, open);
    },
    onclosetag() {
      open -= 1;
    },
  });
  for (let i = 0; i < html.length && depth < STOP_DEPTH && elements < STOP_ELEMENTS; i += CHUNK) {
    parser.write(html.slice(i, i + CHUNK));
  }
  return { elements, depth };
}

const CHUNK = 16_384;
const STOP_DEPTH = 2_000;
const STOP_ELEMENTS = 100_000;
