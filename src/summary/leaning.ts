import { fold } from '../text/fold.ts';
import { stem } from '../text/stem.ts';
import { tokensOf } from '../text/tokens.ts';

/**
 * What each sentence takes as known: stems of surnames that an earlier sentence introduced in
 * full ("Hay added …" after "Mark Hay, a biologist, …") and of things it calls "the decision".
 * A summary may hold such a sentence only where its title or an earlier pick names them.
 */
export function leaningsOf(sentences: readonly string[]): ReadonlySet<string>[] {
  const introduced = new Set<string>();
  return sentences.map((sentence, index) => {
    const names = namesIn(sentence);
    const leans = new Set<string>();
    for (const { key, bare } of names) if (bare && introduced.has(key)) leans.add(key);
    for (const { key, bare } of names) if (!bare) introduced.add(key);
    const thing = index === 0 ? undefined : THE_THING.exec(sentence)?.groups?.thing;
    if (thing !== undefined) leans.add(stem(fold(thing)));
    for (const { key, bare } of names) if (!bare) leans.delete(key);
    return leans;
  });
}

/** Nouns that point back at what the sentences before told. */
const THE_THING =
  /^["“]?(?:(?:Although|Though|While|After|When|Before|If|Since|Because|As|Once|Until|Under|During) the|The) (?:\p{L}+ly )?(?:(?:two|three|four|five|six|new|latest|alleged|proposed|\d+-year-old|first|second|third) )*(?<thing>accident|accused|agreement|allegations?|amendment|announcement|appeal|area|arrests?|attackers?|attacks?|authors?|blast|bill|body|bombing|boy|building|case|ceremony|charges?|child|children|claims?|clashes|comments?|company|complaint|condition|crash|couple|deal|death|decision|department|detainees|detentions?|document|drivers?|event|explosion|figures?|findings|fire|firm|former|girl|group|gunm[ae]n|hearing|incident|investigation|judge|judgment|lawsuit|letter|man|measures?|meeting|men|message|milestone|mine|motion|move|network|number|offer|officers?|operation|order|others?|pact|paper|parties|passengers?|patient|pilot|plan|plane|policy|post|procedure|programme|program|project|proposal|protests?|raids?|rebels|region|remarks|report|request|research|researchers|results?|rule|ruling|scheme|scientists?|sentence|service|shooter|shooting|side|sides|site|speech|statement|strike|student|study|suit|survey|suspects?|system|talks|team|theory|train|trial|trio|tweet|vehicle|verdict|vessel|victims?|video|visit|vote|warning|warrant|woman|women|writer|youth)\b/u;

/** Names of people and places in a sentence; `bare` where no other name or title stands before. */
function namesIn(sentence: string): { key: string; bare: boolean }[] {
  const tokens = tokensOf(sentence);
  return tokens.flatMap(({ text, start, folded }, i) => {
    if (!/^\p{Lu}\p{Ll}[\p{L}'’-]*$/u.test(text) || text.length < 3) return [];
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    const joined = before !== undefined && /^[ -]$/u.test(sentence.slice(before.end, start));
    const named = joined && /^\p{Lu}/u.test(before.text) && !(i === 1 && isOpener(before.text));
    const goesOn =
      after !== undefined &&
      sentence.slice(start + text.length, after.start) === ' ' &&
      /^\p{Lu}/u.test(after.text);
    if (goesOn && !named) return []; // a first name: the surname is what returns
    return [{ key: stem(folded), bare: !named }];
  });
}

/** A capital at the beginning of a sentence makes no name. */
function isOpener(word: string): boolean {
  return /^(?:The|A|An|In|On|At|For|But|And|When|While|After|Before|As|If|By|To|From|With|Since|Although|Though|Former|Last|This|That|Both|Even|Only|Earlier|Later|However|Because|Like|Despite|Under|Over)$/.test(
    word,
  );
}
