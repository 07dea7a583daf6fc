/**
 * The single-byte charset in which the bytes read as Cyrillic words; undefined where they do so in
 * none. A word is a run of letters of which only the first may be a capital: in the wrong charset
 * capitals stand inside (KOI8-R read as windows-1251 has the cases exchanged) or signs do. General
 * detectors know Russian by its commonest letter pairs alone, and take Uzbek or Kazakh for Italian.
 */
export function cyrillicCharset(bytes: Uint8Array): string | undefined {
  const scores = CHARSETS.map((charset) => ({ charset, score: shareOfWords(bytes, charset) }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score >= 0.75 ? best.charset : undefined;
}

/** Where two read the same, the commoner is first. */
const CHARSETS = ['windows-1251', 'koi8-u', 'iso-8859-5', 'ibm866'] as const;

/** Of all characters beyond ASCII, those in words of three letters or more. */
function shareOfWords(bytes: Uint8Array, charset: string): number {
  const text = new TextDecoder(charset).decode(bytes);
  const beyondAscii = text.match(/[^\p{ASCII}\u00a0]/gu)?.length ?? 0;
  let inWords = 0;
  for (const [run] of text.matchAll(/\p{Script=Cyrillic}{3,}/gu)) {
    if (/^.\p{Ll}+$/u.test(run) || (/^\p{Lu}+$/u.test(run) && run.length <= 12)) {
      inWords += run.length;
    }
  }
  return beyondAscii < 3 ? 0 : inWords / beyondAscii;
}
