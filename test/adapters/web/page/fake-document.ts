/**
 * As much of a document as the drawings use: elements, text, attributes, listeners. What it
 * has no word for (innerHTML above all), the drawings cannot have used.
 */
export class FakeNode {
  readonly tag: string;
  readonly children: FakeNode[] = [];
  readonly attributes = new Map<string, string>();
  readonly listeners = new Map<string, (event: unknown) => void>();
  readonly style = {
    properties: new Map<string, string>(),
    setProperty: this.#setProperty.bind(this),
  };
  readonly #text: string;

  constructor(tag: string, text = '') {
    this.tag = tag;
    this.#text = text;
  }

  #setProperty(name: string, value: string): void {
    this.style.properties.set(name, value);
  }

  append(...children: (FakeNode | string)[]): void {
    for (const child of children) {
      this.children.push(typeof child === 'string' ? new FakeNode('#text', child) : child);
    }
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  addEventListener(name: string, listener: (event: unknown) => void): void {
    this.listeners.set(name, listener);
  }

  get textContent(): string {
    return this.tag === '#text'
      ? this.#text
      : this.children.map((child) => child.textContent).join('');
  }

  /** The node and all below it, in reading order. */
  all(): FakeNode[] {
    return [this, ...this.children.flatMap((child) => child.all())];
  }
}

export const fakeDocument = {
  createElement: (tag: string) => new FakeNode(tag),
  createTextNode: (text: string) => new FakeNode('#text', text),
};

/** What was drawn, as one node to look into. */
export function drawn(nodes: readonly unknown[]): FakeNode {
  const root = new FakeNode('#root');
  root.append(...(nodes as FakeNode[]));
  return root;
}

/** The elements with the tag or class, `a` or `.mention`. */
export function select(root: FakeNode, selector: string): FakeNode[] {
  return root
    .all()
    .filter(({ tag, attributes }) =>
      selector.startsWith('.')
        ? (attributes.get('class') ?? '').split(' ').includes(selector.slice(1))
        : tag === selector,
    );
}

/** A short form for comparing: `a[b(c)]`-like, tags around their text. */
export function outline(node: FakeNode): string {
  if (node.tag === '#text') return node.textContent;
  const inner = node.children.map(outline).join('');
  return node.tag === '#root' ? inner : `<${node.tag}>${inner}</${node.tag}>`;
}
