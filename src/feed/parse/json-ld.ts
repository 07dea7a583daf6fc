/** An object of JSON-LD; what its fields hold is anybody's guess. */
export type Node = { readonly [name: string]: unknown };

/**
 * The article that a page describes in its JSON-LD blocks (schema.org/Article and its kinds), the
 * first one; undefined where it describes none. A block that is no JSON is passed over.
 */
export function articleNode(blocks: readonly string[]): Node | undefined {
  for (const block of blocks.slice(0, MAX_BLOCKS)) {
    const found = nodesOf(parse(block), 0).find(isArticle);
    if (found) return found;
  }
  return undefined;
}

/** All texts in a field: of a list every one, of an object its name. */
export function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (depth > 3) return [];
  if (Array.isArray(value)) return value.slice(0, 50).flatMap((one) => textsIn(one, depth + 1));
  return isNode(value) ? textsIn(value.name ?? value['@value'], depth + 1) : [];
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MAX_BLOCKS = 20;
const MAX_BLOCK = 1_000_000;

function parse(block: string): unknown {
  if (block.length > MAX_BLOCK) return undefined;
  try {
    // Line breaks inside strings are the commonest mistake.
    return JSON.parse(
      block
        .trim()
        .replace(/^(?:<!\[CDATA\[|<!--)|(?:\]\]>|-->)(?:\s*;)?$/g, '')
        .replace(/[\r\n\t]+/g, ' '),
    );
  } catch {
    return undefined;
  }
}

function nodesOf(value: unknown, depth: number): Node[] {
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.slice(0, 100).flatMap((one) => nodesOf(one, depth + 1));
  if (!isNode(value)) return [];
  return [value, ...nodesOf(value['@graph'], depth + 1), ...nodesOf(value.mainEntity, depth + 1)];
}

function isArticle(node: Node): boolean {
  return textsIn(node['@type']).some((type) => /(?:Article|BlogPosting|Report|Review)$/.test(type));
}
