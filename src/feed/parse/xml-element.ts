/** An element of a feed that says something: its text, or what elements it holds. */
export type XmlElement = {
  /** As `usualName` gives it. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of an element whose content was markup (Atom's xhtml, unescaped HTML): that, as HTML. */
  text: string;
  isMarkup: boolean;
  /** Absolute; where neither the element nor one around it has an xml:base, the feed's address. */
  readonly base: string;
  /** Whether `base` comes from an xml:base. */
  readonly hasOwnBase: boolean;
  readonly language: string | undefined;
  readonly children: XmlElement[];
};

/** The first with one of the names that is not empty, by the order of the names. */
export function find(
  { children }: XmlElement,
  ...names: readonly string[]
): XmlElement | undefined {
  for (const name of names) {
    const found = children.find((child) => child.name === name && !isEmpty(child));
    if (found) return found;
  }
  return undefined;
}

export function all({ children }: XmlElement, ...names: readonly string[]): XmlElement[] {
  return children.filter(({ name }) => names.includes(name));
}

function isEmpty({ text, children }: XmlElement): boolean {
  return children.length === 0 && text.trim() === '';
}
