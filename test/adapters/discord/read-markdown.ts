/** What a reader of Discord sees of a markdown text, and what it would do to them. */
export type Read = {
  text: string;
  links: { text: string; url: string }[];
  /** Mentions of people, roles, channels and everyone. */
  pings: string[];
  /** Bold, italic and their like, by name. */
  styles: string[];
  /** Times, emoji, command mentions, headings, lists, quotes. */
  specials: string[];
};

const BOLD_OR_ITALIC = [
  ['bold', /\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/sy],
  ['underline', /__((?:\\.|[^\\])+?)__(?!_)/sy],
  ['italic', /\*(?!\s)((?:\\.|\*\*|[^*\\])+?)(?<!\s) {0,2}\*(?!\*)/sy],
  ['italic', /_((?:\\.|__|[^_\\])+?)_(?!\w)/sy],
  ['strike', /~~(.+?)~~(?!_)/sy],
  ['spoiler', /\|\|(.+?)\|\|/sy],
] as const;

const SPECIAL = [
  /<t:-?\d+(?::[tTdDfFsSR])?>/y,
  /<a?:\w+:\d+>/y,
  /:\w+:/y,
  /<\/[^:>]+:\d+>/y,
  /<id:\w+>/y,
];

const PING = [/<@!?\d+>/y, /<@&\d+>/y, /<#\d+>/y, /@everyone|@here/y];
const ADDRESS = /(?:https?|steam):\/\/[^\s<]+[^<.,:;"'\]\s]/y;
const BRACKETED_ADDRESS = /<([^: >]+:\/[^ >]+)>/y;
const MASKED =
  /\[((?:\[[^\]]*\]|[^[\]])*[^[]*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\[^\n])*?)>?(?:\s+['"].*?['"])?\s*\)/sy;
const CODE = /(`+)(.+?)(?<!`)\1(?!`)/sy;
const LINE = /(?:#{1,3}\s+(?!#)|-# +(?!-#)|> |>>> |(?:[*-]|\d+\.) +)/y;

/**
 * Reads as Discord's desktop client does, as far as its rules are known from outside
 * (https://github.com/LyricLy/parse-discord): written anew for these tests, and stricter where
 * clients differ. Inside a link's text a backslash escapes nothing.
 */
export function readMarkdown(source: string): Read {
  const read: Read = { text: '', links: [], pings: [], styles: [], specials: [] };
  read.text = readPart(source, read, false);
  return read;
}

function readPart(source: string, read: Read, inLink: boolean): string {
  let text = '';
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  const next = (): string => {
    const lineStart = /(?:^|\n)[^\S\n]*$/.test(source.slice(0, at));
    if (!inLink) {
      const escaped = match(/\\([^A-Za-z0-9\s])/y);
      if (escaped) return take(escaped, escaped[1]);
      const line = lineStart ? match(LINE) : null;
      if (line) {
        read.specials.push(`line ${line[0]}`);
        return take(line, '');
      }
    }
    for (const [name, pattern] of BOLD_OR_ITALIC) {
      const found = match(pattern);
      if (!found) continue;
      read.styles.push(name);
      return take(found, readPart(found[1] ?? '', read, inLink));
    }
    const code = match(CODE);
    if (code) {
      read.styles.push('code');
      return take(code, (code[2] ?? '').replace(/^ (?=`)|(?<=`) $/g, ''));
    }
    for (const pattern of SPECIAL) {
      const found = match(pattern);
      if (!found) continue;
      read.specials.push(found[0]);
      return take(found, found[0]);
    }
    if (!inLink) {
      for (const pattern of PING) {
        const found = match(pattern);
        if (!found) continue;
        read.pings.push(found[0]);
        return take(found, found[0]);
      }
      const address = match(ADDRESS) ?? match(BRACKETED_ADDRESS);
      if (address) {
        read.links.push({ text: address[0], url: address[1] ?? address[0] });
        return take(address, address[0]);
      }
      const masked = match(MASKED);
      if (masked?.[1] && masked[2] && !/(?:https?|steam):\/\/\S{2}/.test(masked[1])) {
        const label = readPart(masked[1], read, true);
        read.links.push({ text: label, url: masked[2] });
        return take(masked, label);
      }
    }
    at += 1;
    return source[at - 1] ?? '';
  };
  const take = (found: RegExpExecArray, seen: string | undefined): string => {
    at += found[0].length;
    return seen ?? '';
  };
  while (at < source.length) text += next();
  return text;
}
