export type TypedAddress = {
  readonly address: string;
  /** To be tried where no connection can be made by https, which was not asked for. */
  readonly byHttp: string | undefined;
  /** It came with a scheme, and can be nothing else than an address. */
  readonly isSure: boolean;
};

/**
 * What somebody typed or pasted, or another reader exported, as an address: also of the schemes that
 * readers have for feeds (feed://, feed:https://, rss://), without one, or as it stands in a sentence.
 * Undefined where it is none. A word in quotation marks is a word.
 */
export function addressIn(typed: string): TypedAddress | undefined {
  if (typed.length > MAX_TYPED) return undefined;
  const begun = typed.replace(SLACK_LINK, '$1').replace(BEFORE, '');
  // A bracket that was opened in the address belongs to it.
  const plain = begun.replace(/[([]/.test(begun) ? AFTER : AFTER_WITH_BRACKETS, '');
  const [scheme = ''] = SCHEMES.exec(plain) ?? [];
  const rest = plain.slice(scheme.length);
  const isWeb = /https?:\/\/$/i.test(scheme);
  if (/[\s"<>]/.test(rest) || !(isWeb || BARE_ADDRESS.test(rest))) return undefined;
  const isSure = scheme.includes(':');
  if (!isSure && typed.includes('"')) return undefined;
  const url = URL.parse(`${/http:\/*$/i.test(scheme) ? 'http' : 'https'}://${rest}`);
  if (!url?.hostname) return undefined;
  url.hash = '';
  const address = url.href;
  const byHttp = /http/i.test(scheme) ? undefined : address.replace(/^https:/, 'http:');
  return { address, byHttp, isSure };
}

const MAX_TYPED = 3_000;

/** Slack writes addresses as <https://x> and <http://x|x>. */
const SLACK_LINK = /<([^<>|]+)(?:\|[^<>]*)?>/;

const BEFORE = /^[\s\p{Cf}"'“‘„«`([<]+/u;
const AFTER = /[\s\p{Cf}.,;:!…"'”’»`>]+$/u;
const AFTER_WITH_BRACKETS = /[\s\p{Cf}.,;:!…"'”’»`>)\]]+$/u;

/** One or, where somebody pasted behind what was there, several: the last counts. */
const SCHEMES = /^(?:(?:feeds?|rss|atom|https?):\/*|\/\/)*/i;

/** A host of dotted names, an IPv4 address or localhost, and what may follow. */
const BARE_ADDRESS =
  /^(?:(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}|(?:\d{1,3}\.){3}\d{1,3}|localhost)(?::\d+)?(?:[/?].*)?$/iu;
