import { type Sentence, splitSentences } from './sentences.ts';

export type Caption = {
  readonly caption: string | undefined;
  readonly credit: string | undefined;
};

/**
 * Takes image captions that name their credit out of a text, in order: "Border post; image:
 * example.org", "Photo: J. Doe/Agency". What is left is the text itself with a blank line where
 * a caption stood, lest the words around it become one sentence. A caption in prose, without
 * such a mark, stays: it may be the article's own words.
 */
export function separateCaptions(text: string): { text: string; images: Caption[] } {
  const images: Caption[] = [];
  const cuts: { start: number; end: number }[] = [];
  const sentences = splitSentences(text);
  const hasLines = text.includes('\n');
  for (const [i, { text: sentence, start }] of sentences.entries()) {
    const found = readCaption(sentence);
    if (found === undefined) continue;
    const from =
      found.image.caption === undefined && found.captionBefore
        ? captionStart(text, start, {
            previous: sentences[i - 1],
            lastCut: cuts.at(-1)?.end ?? 0,
            hasLines,
          })
        : start;
    const caption = from < start ? tidy(text.slice(from, start)) : found.image.caption;
    images.push({ ...found.image, caption });
    const end = start + found.length;
    cuts.push({ start: from, end: end + spaceAt(text, end) });
  }
  if (images.length === 0) return { text, images };
  const starts = [0, ...cuts.map(({ end }) => end)];
  const kept = starts.map((start, i) => text.slice(start, cuts[i]?.start ?? text.length));
  const parts = kept.map((part) => part.trim()).filter((part) => part !== '');
  return { text: parts.join('\n\n'), images };
}

/** UTF-16 units of a caption that stands on the line of its credit. */
const MAX_CAPTION = 300;

/**
 * Where the caption of a bare credit begins: with its line, where a line holds only the two; in
 * a text without lines with the sentence before, if that follows another caption or has no verb
 * ("The old town at night."). At the credit itself where neither is so.
 */
function captionStart(
  text: string,
  credit: number,
  {
    previous,
    lastCut,
    hasLines,
  }: {
    readonly previous: Sentence | undefined;
    readonly lastCut: number;
    readonly hasLines: boolean;
  },
): number {
  if (previous === undefined || text.slice(previous.end, credit).includes('\n')) return credit;
  // A line that begins farther away is too long to be a caption.
  const near = Math.max(lastCut, credit - MAX_CAPTION - 1);
  const line = near + text.slice(near, credit).lastIndexOf('\n') + 1;
  if (hasLines && credit - line <= MAX_CAPTION) return line;
  const verbless =
    !/\b(?:is|are|was|were|has|have|had|will|would|can|could|may|said|says|\p{L}+ed)\b/u.test(
      previous.text,
    );
  const short = previous.text.length <= MAX_CAPTION;
  return short && (previous.start === lastCut || verbless) ? previous.start : credit;
}

function spaceAt(text: string, offset: number): number {
  return /^\s*/u.exec(text.slice(offset))?.[0].length ?? 0;
}

type Found = {
  readonly image: Caption;
  readonly length: number;
  /** Whether English rules may look for its caption in the sentence before. */
  readonly captionBefore: boolean;
};

/** What at the beginning of the sentence is a caption with its credit, and how much of it that takes. */
function readCaption(sentence: string): Found | undefined {
  if (sentence.length > MAX_SENTENCE) return undefined;
  for (const pattern of [MARKED_CREDIT, AGENCY_CREDIT]) {
    const match = pattern.exec(sentence);
    const { caption = '', credit = '', mark } = match?.groups ?? {};
    if (match !== null && namesSomebody(credit)) {
      return {
        image: { caption: tidy(caption), credit: tidy(credit) },
        length: match[0].length,
        captionBefore: mark === undefined || ENGLISH.test(mark),
      };
    }
  }
  return undefined;
}

/** A caption and its credit are shorter; the patterns take the square of a sentence. */
const MAX_SENTENCE = 1_000;

/** A web address, or words that are all names: "police chase ends" after "video:" is no credit. */
function namesSomebody(credit: string): boolean {
  if (/^(?:https?:\/\/)?(?:[\p{L}\d-]+\.)+\p{Ll}{2,}/u.test(credit)) return true;
  const words = credit.split(/[\s/.]+/u).filter((word) => /\p{L}/u.test(word));
  return words.length > 0 && words.every((word) => SMALL_WORD.test(word) || !/^\p{Ll}/u.test(word));
}

const SMALL_WORD =
  /^(?:of|the|and|for|from|via|by|de|di|da|van|von|al|el|bin|press|service|office|courtesy|handout|file|photo|archive|screenshot|\(.*|.*\))$/u;

const ENGLISH_MARK = '(?:image|photo|photograph|picture|pic|illustration|graphic|screenshot|video)';

const ENGLISH = new RegExp(`^${ENGLISH_MARK}$`, 'iu');

/** In the languages of the beat and around it, too. */
const MARK = `(?:${ENGLISH_MARK}|foto(?:graf|ğraf|grafia|grafía|grafie)?|bild(?:quelle)?|görsel|surat|imagen|immagine|zdjęcie|crédits? photo|фото(?:графия|графія)?|сурат|сурет|сүрөт|акс|відео|видео|صورة|عکس)`;

/** A web address, else up to the end of the sentence: at most eight words. */
const CREDIT = String.raw`(?<credit>(?:https?:\/\/)?(?:[\p{L}\d-]+\.)+\p{Ll}{2,}(?:\/\S*)?(?=\s|$)|[^\s;:]+(?:\s+[^\s;:]+){0,7}?(?=[.)\]]*\s*$))`;

/** "caption; image: credit", "Photo credit: X", "(Photo by X)", "[Image: X]". */
const MARKED_CREDIT = new RegExp(
  String.raw`^(?<caption>(?:[^;|]{0,300}?(?:[;|(\[.–—,]|\s-)\s*)?)[(\[]?(?<![\p{L}\p{N}])(?<mark>${MARK})s?(?:\s+(?:credit|courtesy|source))?(?:\s*:\s*(?:courtesy(?:\s+of)?\s+|by\s+)?|\s+(?:by|courtesy of|via)\s+)${CREDIT}[.)\]]*`,
  'iu',
);

const AGENCY = String.raw`(?:AP|AFP|EPA|PA|UPI|DPA|TASS|REUTERS|Reuters|Getty Images|Shutterstock)(?: (?:Photo|Images|Pool|via [\p{Lu}][\p{L}]+(?: Images)?))?`;
const NAME = String.raw`\p{Lu}[\p{L}.'’-]*(?: [\p{L}.'’-]+){0,4}`;

/** "X speaks in Y. REUTERS/Jane Doe", "(AP Photo/Jane Doe)": a slash between agency and name. */
const AGENCY_CREDIT = new RegExp(
  String.raw`^(?:(?<caption>[^/]{0,300}?)(?<credit>${AGENCY}\s?\/\s?${NAME}|${NAME}\s?\/\s?${AGENCY})\.?$|\((?<credit>${AGENCY}\s?\/\s?${NAME}|${NAME}\s?\/\s?${AGENCY})\))`,
  'u',
);

function tidy(part: string): string | undefined {
  const text = part
    .replace(/^[\s([]+/u, '')
    .replace(/[\s;|,([–—-]+$/u, '')
    .replace(/^(?:file\s+)?(?:photo|image|picture)\s*[:.]\s*/iu, '')
    .replace(/\.$/u, '')
    .trim();
  return text === '' ? undefined : text;
}
