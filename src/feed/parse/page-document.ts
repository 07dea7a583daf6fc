import { parseHTML } from 'linkedom';

/** What we use of the DOM; TypeScript's own types of it are for browsers. */
export type PageElement = {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
};

export type PageDocument = {
  readonly documentElement: PageElement | null;
  readonly body: PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
};

/** Builds the tree of a page. Runs none of its scripts and fetches nothing. */
export function openPage(html: string): PageDocument {
  return parseHTML(withEveryPart(html)).document;
}

/**
 * HTML may leave out the tags of its html, head and body; linkedom needs them to be there. No
 * pattern looks for the end of a tag beyond the next one: of "<html <html …" each would to the end.
 */
function withEveryPart(html: string): string {
  const opening = /<html(?:\s[^<>]*)?>/i.exec(html);
  const body = /<body[\s>]/i.exec(html);
  if (opening !== null && body !== null) return html;
  const start = opening === null ? 0 : opening.index + opening[0].length;
  const headEnd = /<\/head\s*>/i.exec(html);
  const bodyAt = body?.index ?? (headEnd === null ? start : headEnd.index + headEnd[0].length);
  const head = html.slice(start, bodyAt).replace(/<\/?head(?:\s[^<>]*)?>|<!doctype[^<>]*>/gi, '');
  const rest = body === null ? `<body>${html.slice(bodyAt)}` : html.slice(bodyAt);
  return `<!doctype html>${opening?.[0] ?? '<html>'}<head>${head}</head>${rest}`;
}
