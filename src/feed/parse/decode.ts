import { detect } from 'chardet';
import { cyrillicCharset } from './cyrillic-charset.ts';

export type Declared = {
  /** Content-Type as it was served, with or without a charset. */
  readonly contentType: string | undefined;
};

/**
 * The characters of a feed or a page: by its byte order mark, what HTTP says, its XML declaration,
 * its meta element, and where none of them holds, by the bytes themselves. A declaration that the
 * bytes contradict is passed over: servers add "charset=utf-8" to what they do not know. Bytes
 * that mean nothing become U+FFFD, and characters that XML forbids are gone.
 */
export function decode(bytes: Uint8Array, { contentType }: Declared): string {
  const mark = byteOrderMark(bytes);
  if (mark) return clean(decodeAs(bytes.subarray(mark.length), mark.charset));
  const wide = wideCharset(bytes);
  if (wide) return clean(decodeAs(bytes, wide));
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD));
  const declared = [inHeader(contentType), inXml(start), inMeta(start)].flatMap((label) =>
    label === undefined ? [] : (knownCharset(label) ?? []),
  );
  return clean(decodeAs(bytes, chooseCharset(bytes, declared)));
}

/** What a file without a declaration is written in, by its beginning; a name for TextDecoder. */
export function charsetOf(start: Uint8Array): string {
  const charset = byteOrderMark(start)?.charset ?? wideCharset(start);
  return charset?.startsWith('utf-16') ? charset : chooseCharset(start, []);
}

/** Bytes in which a declaration is looked for. */
const HEAD = 4_096;

/** Bytes that are enough to tell a charset by. */
const SAMPLE = 200_000;

function chooseCharset(bytes: Uint8Array, declared: readonly string[]): string {
  const { valid, sequences, broken } = utf8Evidence(bytes);
  if (valid && sequences === 0) return declared.find(isSevenBit) ?? 'utf-8';
  const charset = declared.find((one) => one !== 'utf-8' || mostlyUtf8(sequences, broken));
  if (charset !== undefined) {
    return valid && sequences >= 3 && isSingleByte(charset) ? 'utf-8' : charset;
  }
  if (mostlyUtf8(sequences, broken)) return 'utf-8';
  const sample = bytes.subarray(0, SAMPLE);
  return cyrillicCharset(sample) ?? knownCharset(detect(sample) ?? '') ?? 'windows-1252';
}

/** A few bad bytes, or a text cut in the middle of a letter, do not make UTF-8 something else. */
function mostlyUtf8(sequences: number, broken: number): boolean {
  return broken <= sequences / 10 + (sequences > 0 ? 1 : 0);
}

/** How many characters of several bytes are there, and how many bytes that no character has. */
function utf8Evidence(bytes: Uint8Array): { valid: boolean; sequences: number; broken: number } {
  let sequences = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const following =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
    let found = 0;
    if (lead >= 0xc2) {
      while (found < following && ((bytes[i + found + 1] ?? 0) & 0xc0) === 0x80) found += 1;
    }
    if (found > 0 && found === following) {
      sequences += 1;
      i += found;
    } else {
      broken += 1;
    }
  }
  return { valid: broken === 0, sequences, broken };
}

function byteOrderMark(bytes: Uint8Array): { charset: string; length: number } | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { charset: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { charset: 'utf-32le', length: 4 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { charset: 'utf-32be', length: 4 };
  if (a === 0xff && b === 0xfe) return { charset: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { charset: 'utf-16be', length: 2 };
  return undefined;
}

/** UTF-16 and UTF-32 without a mark: where the zeros stand around the first characters. */
function wideCharset(bytes: Uint8Array): string | undefined {
  const zeros = [...bytes.subarray(0, 8)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  if (zeros === 'x000x000') return 'utf-32le';
  if (zeros === '000x000x') return 'utf-32be';
  if (zeros.startsWith('x0x0')) return 'utf-16le';
  if (zeros.startsWith('0x0x')) return 'utf-16be';
  return undefined;
}

function inHeader(contentType: string | undefined): string | undefined {
  return /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1];
}

function inXml(start: string): string | undefined {
  return /<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]+)/i.exec(start)?.[1];
}

function inMeta(start: string): string | undefined {
  return /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1];
}

/**
 * The name by which TextDecoder knows a charset; undefined for one that it does not know, and for
 * the wide ones: bytes that could hold the declaration as ASCII are not in them.
 */
function knownCharset(label: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(OTHER_LABELS.get(label.toLowerCase()) ?? label);
    return /^utf-(16|32)/.test(encoding) ? undefined : encoding;
  } catch {
    return undefined;
  }
}

const OTHER_LABELS = new Map([
  ['cp932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
  ['tis620', 'tis-620'],
  ['koi8', 'koi8-r'],
  ['utf8mb4', 'utf-8'],
  ['win-1251', 'windows-1251'],
  ['win1251', 'windows-1251'],
]);

function isSingleByte(charset: string): boolean {
  return /^(windows-|iso-8859-|koi8|ibm866|macintosh|x-mac)/.test(charset);
}

/** Charsets that hide other letters behind ASCII bytes. */
function isSevenBit(charset: string): boolean {
  return charset === 'iso-2022-jp';
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  if (charset === 'utf-32le' || charset === 'utf-32be') return decodeUtf32(bytes, charset);
  return new TextDecoder(charset).decode(bytes);
}

function decodeUtf32(bytes: Uint8Array, charset: string): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let i = 0; i + 4 <= bytes.byteLength; i += 4) {
    const code = view.getUint32(i, charset === 'utf-32le');
    parts.push(code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));
  }
  return parts.join('');
}

const WINDOWS_1252 = new TextDecoder('windows-1252');

/**
 * Without what XML 1.0 forbids and without lone surrogates. C1 controls are the punctuation of
 * windows-1252, which feeds declare as ISO-8859-1 or as UTF-8.
 */
function clean(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  if (!TO_CLEAN.test(wellFormed)) return wellFormed;
  return wellFormed
    .replace(/^\ufeff+/, '')
    .replace(FORBIDDEN, '')
    .replace(/[\u0080-\u009f]/g, (control) =>
      control === '\u0085' ? '…' : WINDOWS_1252.decode(Uint8Array.of(control.charCodeAt(0))),
    );
}

/** Most texts have nothing of the kind, and copying one of 30 MB takes its time. */
const TO_CLEAN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
