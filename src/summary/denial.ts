import { guiltIn } from './denial-abroad.ts';

/** Words that say somebody did wrong, or is under suspicion. */
const ACCUSATION = anyOf([
  'accus(?:e|es|ed|ing|ations?)',
  'alleg(?:e|es|ed|edly|ing|ations?)',
  'arrest(?:s|ed|ing)?',
  'assault(?:s|ed|ing)?',
  'attack(?:s|ed|ers?)?',
  'blacklist(?:s|ed)?',
  'blam(?:e|es|ed|ing)',
  'bomb(?:s|ed|ers?|ings?)',
  'brib(?:e|es|ed|ery|ing)',
  'charge[ds]?',
  'complicit(?:y)?',
  'convict(?:s|ed|ions?)?',
  'corrupt(?:ion)?',
  'crimes?',
  'criminals?',
  'defraud(?:ed)?',
  'detain(?:s|ed|ees?)?',
  'embezzl\\w+',
  'extort\\w*',
  'extremis[mt]s?',
  'fraud(?:ulent)?',
  'guilty',
  'harass(?:ed|ment|ing)',
  'illegal(?:ly)?',
  'impeach\\w*',
  'indict(?:ed|ments?)',
  'investigat(?:e|es|ed|ing|ions?)',
  'jail(?:s|ed)?',
  'kidnap\\w*',
  'kill(?:s|ed|ings?)?',
  'launder(?:ed|ing)',
  'links? to',
  'lawsuits?',
  'misconduct',
  'murder(?:s|ed|ers?)?',
  'plot(?:s|ted|ting)?',
  'poison(?:ed|ing)',
  'prosecut\\w+',
  'rap(?:e|es|ed|ists?)',
  'sanction(?:s|ed)',
  'scandals?',
  'sentenced?',
  'smuggl\\w+',
  'sued|sues|suing',
  'suspect(?:s|ed)?',
  'suspicion',
  'terror(?:ism|ists?)',
  'tortur\\w+',
  'traffick\\w+',
  'trial',
  'violat(?:e|es|ed|ions?)',
  'wrongdoing',
]);

const CLAIMS =
  '(?:accusations?|allegations?|assertions?|charges?|claims?|reports?|rumou?rs|suggestions?)';

/** Words that deny an accusation, take it back, or say that it is not proven. */
const DENIAL = anyOf([
  // "denied any role", "denies being", "denied." but not "denied entry", "denial-of-service"
  `(?<!\\b(?:not|n['’]t|nor|never|cannot|neither|hardly)(?: \\w+)? )den(?:y|ies|ied|ying) (?:it\\b|all\\b|any\\b|both\\b|being\\b|having\\b|ever\\b|everything\\b|doing\\b|making\\b|taking\\b|knowing\\b|wrongdoing|involvement|responsibility|guilt|knowledge|links|ties|such\\b|that\\b|(?:the|these|those|this|his|her|its|their) (?:\\w+ ){0,3}(?:${CLAIMS}|story|incident|involvement|role|crimes?|offen[cs]es?|account)|${CLAIMS}|the \\w+ \\w+ (?:is|are|was|were)\\b)`,
  '(?:has|have|had|strongly|repeatedly|flatly|categorically|vehemently|publicly|consistently|initially|also) den(?:y|ied)(?= ?[,.;]| by\\b)',
  `(?:${CLAIMS}|involvement|wrongdoing|this|it|which)(?: \\w+)? (?:is|are|was|were|has been|have been) (?:\\w+ )?denied`,
  '(?:is|was|were|are) denied by',
  'denials?(?! of (?:service|entry|access|asylum|bail))(?!-)',
  `(?:dismiss|reject|refut|disput|rebuff)(?:s|e|es|ed|ing) (?:\\w+ ){0,4}${CLAIMS}`,
  `(?:dismiss|reject)(?:es|s|ed|ing) (?:\\w+ ){0,3}as (?:\\w+ )?(?:groundless|baseless|false|untrue|absurd|lies|nonsense|unfounded|fabricated)`,
  'no (?:\\w+ ){0,2}(?:evidence|proof|indication|wrongdoing)',
  'no (?:known |direct |clear |proven )?(?:links?|connections?|ties) (?:to|with|between)',
  'no reason to (?:believe|think|suspect|assume)',
  'nothing (?:has|have|had|was|is|were)(?: yet| so far)?(?: been)? (?:found|discovered|uncovered|established) (?:to|that|against)',
  '(?:found|finds?|discovered|uncovered) nothing (?:to|that|illegal|incriminating|improper|suspicious)',
  'nothing (?:that )?(?:connects?|links?|ties|implicat(?:es?|ed)|connected|linked|tied)',
  '(?:without|lack of|insufficient|not enough|little) (?:any )?(?:evidence|proof)',
  '(?:not|never)(?: yet)?(?: been)? (?:formally |officially |publicly |immediately )?(?:charged|convicted|accused|indicted|proven|proved|guilty|involved|responsible|suspects?\\b|a suspect)',
  '(?:not|never)(?: yet| immediately)?(?: been)? (?:independently )?(?:confirmed|verified|corroborated)',
  "n['’]t (?:yet )?(?:been )?(?:charged|convicted|accused|proven|proved|involved|guilty)",
  'none of (?:\\w+ ){1,4}(?:has|have|had|was|were)(?: yet)?(?: been)? (?:charged|convicted|accused|indicted|named|found)',
  `${CLAIMS} (?:is|are|was|were)(?: \\w+)? (?:false|untrue|wrong|lies|baseless|nonsense|fabricated)`,
  'falsely accused',
  '(?:had nothing to do with|(?:did|done|does|doing) nothing (?:wrong|illegal|improper))',
  '(?:plead(?:s|ed|ing)?|pled|entered (?:a )?plea(?:s)? of) not guilty',
  'not[- ]guilty pleas?',
  'innocen(?:t|ce)(?! (?:people|victims?|civilians?|bystanders?|lives|children|men|women|blood))',
  'acquit(?:s|ted|tal)',
  'exonerat\\w+',
  'cleared of',
  '(?:charges|case|complaint)(?: \\w+){0,3} (?:was|were|been)(?: \\w+)? (?:dropped|dismissed|withdrawn|thrown out)',
  '(?:drop(?:s|ped)?|dismiss(?:es|ed)|withdr[ea]w|threw out) (?:all |the |its |his |her )*(?:criminal )?(?:charges|case|lawsuit|complaint)',
  'unfounded|baseless|groundless|trumped[- ]up|politically motivated|false accusations?|unproven|unsubstantiated|unverified',
  'could not (?:be )?(?:independently |immediately )?(?:verif(?:y|ied)|confirm(?:ed)?)',
  '(?:released|freed|let go) without (?:being )?charged?',
  '(?:were|was) later (?:released|freed)',
  'in connection with (?:the )?violations? of (?:immigration|administrative) (?:laws?|rules)',
]);

/** The other side spoke, or was asked and said nothing: fair to tell, but weaker than a denial. */
const OTHER_SIDE = anyOf([
  '(?:declin|refus)(?:ed|es|ing) to (?:comment|answer|discuss)',
  "did(?: not|n['’]t) (?:immediately |directly )?(?:respond|reply|comment|return)",
  'not (?:connected|linked|related) to',
  '(?<!district |state |u\\.s\\. |prosecuting |deputy )(?:lawyer|attorney(?!s? general)|solicitor|barrister|defen[cs]e (?:team|counsel))s?\\b[^.;]{0,80}\\b(?:said|says|told|argu(?:ed|es)|insist(?:ed|s)|maintain(?:ed|s)|call(?:ed|s)|describ(?:ed|es)|contend(?:ed|s)|criticis\\w+)',
]);

export type SpeaksOfGuilt = {
  /** Whether the words accuse anybody of anything. */
  readonly accuses: (text: string) => boolean;
  /**
   * How plainly a sentence speaks for the accused: 1 for a denial or a lack of proof, 0.5 for a
   * lawyer's words or a refusal to comment, else 0.
   */
  readonly denialStrength: (sentence: string) => 0 | 0.5 | 1;
};

/** How a language, BCP 47, accuses and denies; one whose words nobody wrote down does neither. */
export function speakingOfGuilt(language: string): SpeaksOfGuilt {
  if (/^en\b/i.test(language)) return { accuses, denialStrength };
  return guiltIn(language) ?? { accuses: () => false, denialStrength: () => 0 };
}

function accuses(text: string): boolean {
  return ACCUSATION.test(text);
}

function denialStrength(sentence: string): 0 | 0.5 | 1 {
  if (DENIAL.test(sentence)) return 1;
  return OTHER_SIDE.test(sentence) ? 0.5 : 0;
}

function anyOf(alternatives: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${alternatives.join('|')})(?![\\p{L}])`, 'iu');
}
