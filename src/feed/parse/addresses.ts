/** Slack takes no longer one behind a button, and what is longer is no article's address. */
const MAX_ADDRESS = 3_000;

/**
 * An absolute http(s) address without tracking parameters and credentials, its host in the form
 * that is asked for in the DNS; undefined where there is none in the text.
 */
export function toAddress(text: string | undefined, base?: string): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || trimmed.length > MAX_ADDRESS) return undefined;
  const url = URL.parse(withScheme(trimmed), base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  url.username = '';
  url.password = '';
  url.search = withoutTracking(url.search);
  if (/^#(?:xtor|utm_|rss$|ftag)/i.test(url.hash)) url.hash = '';
  const address = url.href;
  return address.length > MAX_ADDRESS ? undefined : address;
}

/** The base that holds inside an element with its own xml:base (RFC 4287 §2). */
export function resolveBase(own: string | undefined, outer: string): string {
  if (own === undefined) return outer;
  const url = URL.parse(own.trim(), outer);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : outer;
}

/** "www.example.org/a" is no relative address to whoever wrote it. */
function withScheme(text: string): string {
  return /^www\.[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/i.test(text) ? `https://${text}` : text;
}

/** What newsletters, social networks and advertisers add; taking it away changes no page. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|hsctatracking|vero_id|oly_enc_id|oly_anon_id|wickedid|s_cid|ns_(?:campaign|mchannel|source|linkname|fee)|at_(?:medium|campaign|link_\w+|format|bbc_team|ptr_name)|pk_(?:campaign|kwd|source|medium)|mtm_\w+|matomo_\w+|piwik_\w+|ito|xtor|cmpid|ref_src|ref_url|guccounter|guce_\w+|_openstat|openstat|srsltid|fb_action_\w+|fb_ref|fb_source|spm|__twitter_impression)$/i;

/** Byte for byte but for what is taken out: a signed address survives. */
function withoutTracking(search: string): string {
  if (search.length < 2) return search;
  const kept = search
    .slice(1)
    .split('&')
    .filter((part) => !TRACKING.test(part.split('=', 1)[0] ?? ''));
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}
