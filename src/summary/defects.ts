import type { Sentence } from '../text/sentences.ts';

/** Why a sentence cannot stand alone in a summary. */
export type Defect =
  | 'caption'
  | 'boilerplate'
  | 'teaser'
  | 'cut-off'
  | 'dangling'
  | 'quotation'
  | 'question'
  | 'opinion'
  | 'length';

/** Where the sentence stands: what a defect may depend on. */
export type Place = {
  /** The first whole sentence, after a date or a caption. */
  readonly lead: boolean;
  readonly last: boolean;
  /** The outlet cut the article off. */
  readonly truncated: boolean;
  /** It begins inside a quotation that an earlier sentence opened. */
  readonly quoted: boolean;
};

/** The first defect found; undefined for a sentence that reads well by itself. */
export function defectOf(sentence: string, place: Place): Defect | undefined {
  if (CAPTION.test(sentence)) return 'caption';
  if (BOILERPLATE.test(sentence) || ONLY_SOURCE.test(sentence)) return 'boilerplate';
  if (TEASER.test(sentence)) return 'teaser';
  if (isCutOff(sentence, place)) return 'cut-off';
  if (place.quoted || hasBrokenQuotation(sentence) || isSpeakerless(sentence)) return 'quotation';
  if (/\?["”’)]*$/u.test(sentence)) return 'question';
  if (isOpinion(sentence)) return 'opinion';
  if (isFragment(sentence) || isShouted(sentence)) return 'caption';
  const words = sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (words < 6 || words > (place.lead ? MAX_LEAD_WORDS : MAX_WORDS)) return 'length';
  return DANGLING.test(sentence) ? 'dangling' : undefined;
}

/** Longer sentences do not read well in a chat; a long lead is still better than none. */
const MAX_WORDS = 50;
const MAX_LEAD_WORDS = 75;

const CAPTION =
  /^(?:this|these|in (?:this|these)|a|an|the)?\s*(?:(?:undated|file|handout|combination|combo|aerial|satellite|archive) )*(?:photos?|photographs?|images?|pictures?|pictured|screengrab|screenshot|stills?|footage|video)\b[^.]{0,60}\b(?:released|provided|shows?|taken|courtesy|by|from|posted|made available)\b|\b(?:getty images|shutterstock|ap photo|file photo|photo by|photo credit|image credit|image:|photo:|picture:|credit:)\b|\((?:left|right|centre|center|l|r|c|pictured|front|back)\)[, ]|^(?:pictured|left|right|above|below|top)\s?:/i;

const BOILERPLATE =
  /^(?:read (?:also|more|the full|our)|also read|see also|related|more on|more from|watch|listen|subscribe|sign up|follow (?:us|me|him|her|@)|click|share this|advertisement|sponsored|editor['’]s note|note:|correction|update(?:d)?:|the following (?:is|are|was)|this (?:article|story|post|report) (?:was|has been|originally|first|is part)|the views expressed|opinions expressed|all rights reserved|copyright|©|for more (?:information|on)|if you (?:or someone|have|are affected|know)|contact (?:us|the author)|e-?mail|reporting by|editing by|additional reporting|written by|by [A-Z][a-z]+ [A-Z][a-z]+$)|\b(?:is|was) (?:a|an|the) (?:[\w-]+ ){0,4}(?:reporter|correspondent|journalist|editor|columnist|contributor|writer|fellow|author) (?:at|for|with|of|based|covering|who covers)\b|\b(?:newsletter|cookies? policy|privacy policy|terms of (?:use|service)|subscribe now|sign up (?:for|to)|follow us on|click here|read more|stop me if)\b|\bcontributed to this (?:report|article|story)\b/i;

/** Chatty openings that promise news instead of telling it: "Here's a twist for the harbour." */
const TEASER =
  /^(?:here|there|that|what|who)['’]s\b[^"“]{0,50}[.!]$|^(?:this|last) (?:week|month|year)['’]s (?:\w+ )?(?:spotlight|edition|issue|column|episode|instal?lment|roundup)\b|\b(?:caught up|sat down|spoke) with \p{Lu}[^.]* to (?:learn|find out|hear|discuss|talk)\b|\b(?:stop me if|spoiler|guess (?:what|who)|wait for it|here['’]s (?:what|why|how|everything)|what you need to know|you won['’]t believe)\b/iu;

/** Names who told the sentence before, and says nothing else. */
const ONLY_SOURCE =
  /^(?:this|that|it|the (?:news|information|report|announcement)) (?:was|is|has been) (?:first )?(?:reported|announced|stated|confirmed|published) (?:by|on|in) [^,]{2,60}\.$/i;

/** A short English line without anything like a verb: "The old harbour of Talbury in winter." */
function isFragment(sentence: string): boolean {
  if (sentence.length > 160 || !/\b(?:the|of|in|at|and|with)\b/u.test(sentence)) return false;
  return !VERB.test(sentence);
}

/** A headline in capitals, whatever is glued to it. */
function isShouted(sentence: string): boolean {
  const words = sentence.match(/(?<![\p{L}\p{N}])\p{L}{3,}/gu) ?? [];
  return (
    words.length > 4 && words.filter((word) => !/\p{Ll}/u.test(word)).length > words.length / 2
  );
}

/** Auxiliaries, common irregular verbs, and endings that verbs have (and some nouns). */
const VERB =
  /\b(?:is|are|was|were|be|been|am|has|have|had|will|would|can|could|may|might|must|shall|should|do|does|did|ai?n['’]t|said|told|won|lost|met|left|made|took|went|came|got|gave|found|held|began|ran|fell|rose|led|sent|kept|hit|cut|put|set|struck|shot|fought|sought|bought|brought|thought|caught|taught|built|spent|paid|sold|wrote|spoke|broke|chose|drew|grew|knew|threw|flew|became|become|saw|read|stood|lay|sat|bore|wore|swore|shut|quit|beat|bid|spread|cost|dealt|felt|heard|sank|sang|swept|withdrew|overthrew|want|say|seek|make|take|come|go|live|remain|include|begin|continue|belong|agree|believe|think|keep|give|get|know|meet|lose|expect|allow|seem|appear|refuse|deny|accept|receive|provide|(?<!['’])\p{Ll}{2,}(?:ed|s|n['’]t))\b|['’](?:re|ve|ll)\s\p{Ll}/u;

function isCutOff(sentence: string, { last, truncated }: Place): boolean {
  const ended = /[.!?…。！？।؟]["”’»)\]]*$/u.test(sentence) && !/^\p{Ll}\p{Ll}/u.test(sentence);
  const ellipsis = /(?:\.\s?){3,}["”’)]*$|…["”’)]*$|\[(?:…|\.\.\.)\]$/u.test(sentence);
  return !ended || (ellipsis && last) || (ellipsis && truncated) || /\.\.\.$|…$/u.test(sentence);
}

const DAY =
  '(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|weekend|month|year|morning|evening|afternoon|spring|summer|autumn|fall|winter|season|time)';

/** Begins with a word whose meaning is in the sentence before, or quotes a "he" or "it". */
const DANGLING = new RegExp(
  [
    String.raw`^["“]?(?:however|but|and|or|nor|so(?! far)|yet|moreover|furthermore|meanwhile|instead|therefore|thus|hence|nevertheless|nonetheless|still|also|besides|likewise|similarly|then(?!-)|otherwise|consequently|accordingly|as a result|in addition|in contrast|by contrast|on the other hand|on the contrary|for example|for instance|indeed|in fact|in particular|in other words|to that end|as such|as a consequence|for (?:his|her|its|their) part|that said|even so|after that|at the same time|in (?:turn|response|return)|he|she|they|him|his|her|hers|its|their|theirs|this(?! ${DAY})|that|these|those|such|both|neither|another|others?|(?:one|some|many|most|all|none|two|three|several|each) of (?:them|these|those)|the (?:latter|former|two|pair|duo|three|same)|here|elsewhere|(?:from|by|for|with|in|after|before|because of|despite|at|on|through|following|under) (?:this|that|these|those|which|them)(?! ${DAY})|(?:with|without|for|to|by|like|unlike|about|against|among|of|from|behind|beside|alongside) (?:him|her|it|them|us|me)(?=,)|(?:since|by|until|from) (?:then|there)|(?:earlier|later)(?! (?:this|on|in|today|next|last))|previously|afterwards?)\b`,
    String.raw`^["“]?it\b(?! (?:is|was|has been|remains?|became|emerged) (?:\w+ )?(?:\w+ed|clear|unclear|likely|unlikely|possible|known|not known) (?:that|whether|if|how|why|what))`,
    String.raw`^["“][^"”]*["”],? (?:(?:said|says|added|adds|wrote|asked) )?(?:he|she|it|they)\b`,
  ].join('|'),
  'iu',
);

/**
 * For each sentence whether it begins inside a quotation: a mark before it opens one, and the
 * next mark after its start closes it. An opening mark that is never closed is a slip of the
 * pen, unless the next paragraph opens again, as long quotations do.
 */
export function insideQuotation(text: string, sentences: readonly Sentence[]): boolean[] {
  const marks = [...text.matchAll(/[“”"]/gu)].map(({ index, 0: mark }) => {
    const opens =
      mark === '“' ||
      (mark === '"' && /^$|[\s([—–-]/u.test(text.slice(Math.max(0, index - 1), index)));
    return { index, opens };
  });
  let next = 0;
  return sentences.map(({ start }) => {
    while ((marks[next]?.index ?? Infinity) < start) next += 1;
    const [last, following] = [marks[next - 1], marks[next]];
    if (last === undefined || following === undefined || !last.opens) return false;
    if (following.index - last.index > LONGEST_QUOTATION) return false;
    if (following.opens) return /\n\s*$/u.test(text.slice(start, following.index));
    return !text.slice(last.index, start).includes('\n');
  });
}

/** UTF-16 units. */
const LONGEST_QUOTATION = 1500;

/** A quotation that opens or closes elsewhere. */
function hasBrokenQuotation(sentence: string): boolean {
  const opened = sentence.match(/“/gu)?.length ?? 0;
  const closed = sentence.match(/”/gu)?.length ?? 0;
  const straight = sentence.match(/"/gu)?.length ?? 0;
  const open = sentence.match(/[([]/gu)?.length ?? 0;
  const close = sentence.match(/[)\]]/gu)?.length ?? 0;
  return opened !== closed && straight === 0 ? true : straight % 2 === 1 || open !== close;
}

/** A sentence that is all quotation, or speaks as "I" or "we", without saying who speaks. */
function isSpeakerless(sentence: string): boolean {
  if (DIALOGUE.test(sentence)) return true;
  const outside = sentence.replace(/“[^”]*”|"[^"]*"|«[^»]*»/gu, ' ');
  if (outside !== sentence && !/[\p{L}]{3,}/u.test(outside)) return true;
  return FIRST_PERSON.test(outside);
}

/** A turn of a conversation, or the name under a pull quote: "— Yes", "NG: Yes", "((WN)) Why", "—Jo Doe". */
const DIALOGUE = /^(?:[—–]\s?["“]?\p{Lu}|\(\(\p{Lu}+\)\)|\p{Lu}{1,3}:\s)/u;

/** "I" is also a number (World War I) and an initial (I.C.H.). */
const FIRST_PERSON =
  /^(?:We|My|Our|Well,?)\b|\b(?:we|me|us|our|ours)\b|(?<!\p{Lu}\p{L}* )\bI(?:['’](?:m|ve|ll|d))?(?= \p{Ll})|\b(?:my|we['’](?:re|ve|ll))\b/u;

/** A judgement in the article's own voice, without anybody who makes it. */
function isOpinion(sentence: string): boolean {
  if (ATTRIBUTED.test(sentence)) return false;
  return OPINION.test(sentence);
}

const ATTRIBUTED =
  /\b(?:said|says?|saying|told|tells|according to|believes?|believed|thinks?|thought|argue[sd]?|claim(?:s|ed)?|wrote|writes|stated?|states|added|adds|warn(?:s|ed)?|call(?:s|ed)|describ(?:es|ed)|ruled|found|concluded|announced|insist(?:s|ed)|suggest(?:s|ed)|tweeted|urged|asked|demanded)\b/i;

const OPINION =
  /\b(?:clearly|obviously|undoubtedly|unfortunately|sadly|thankfully|hopefully|frankly|needless to say|(?:comes|came) as (?:a|no) (?:big |great |huge )?(?:shock|surprise)|of course|no wonder|if only|maybe|arguably|simply put|the truth is|make no mistake|let['’]s|imagine|ought to|must not|should (?:not|be|have|come)|shameful|disgraceful|outrageous|ridiculous|absurd|hypocri\w+|you(?:['’]re|['’]ll|['’]ve|r)?)\b|!["”’)]*$/iu;
