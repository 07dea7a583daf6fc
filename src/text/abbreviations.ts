/** A name, a number or a place follows these: the full stop after them never ends a sentence. */
const NEVER_LAST = words(`
  mr mrs ms messrs mme mlle dr drs prof rev fr hon pres gov govs lt-gov sen sens rep reps del amb
  atty supt insp det spc pvt pfc cpl sgt sgts lt lieut capt cpt cmdr maj col gen brig adm vadm
  radm cdr ens mt ft st ste sts v vs cf e.g i.e viz approx ca al-hajj msgr sr-lt herr frl dipl ing
  г ул им г-н г-жа акад проф тов
`);

/** The same in one language only: elsewhere they are words, or end sentences. */
const NEVER_LAST_IN: Readonly<Record<string, ReadonlySet<string>>> = {
  ru: words('обл просп пер ген полк подполк кап лейт зам св гр рис'),
  uk: words('м вул ім обл просп пров пл ген полк кап зам св гр акад проф'),
  es: words('sr sra sres sras dra d lic av avda gral cnel tte cap sgto art núm ee'),
  pt: words('sr sra dra dep min exmo exma av cel cap eng art núm'),
  fr: words('av bd'),
  it: words('sig sigg dott avv ing cap mons'),
  tr: words('av doç yrd alb yzb op uzm hz'),
  pl: words('ul al gen bryg dyw płk kpt por mjr inż mgr hab ks św abp bp'),
  nl: words('dhr mevr mw gem ir'),
};

/** Whether a name always follows the abbreviation, lower case, in a language, BCP 47. */
export function namesFollow(word: string, language: string): boolean {
  if (NEVER_LAST.has(word) || /^\p{Script=Arabic}$/u.test(word)) return true;
  return NEVER_LAST_IN[language.slice(0, 2)]?.has(word) ?? false;
}

/** Abbreviations only where a number follows: "no. 2", "Art. 5"; else the word itself. */
export const BEFORE_NUMBER = words(`
  no nos art arts p pp par para vol ch chap sec sect fig figs n° nr str apt op approx c ca est
  jan feb mar apr jun jul aug sep sept oct nov dec st ст п рис стр
`);

/** Ends a name that may end a sentence too: what follows decides. */
export const AFTER_NAME = words(`
  inc corp co ltd llc plc bros assn dept univ mfg intl cos jr sr esq ph.d phd md bt
  ala ariz ark calif colo conn fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla
  ore pa tenn tex va vt wash wis wyo ont que alta
`);

/** Words that begin a sentence far more often than they continue a name. */
export const STARTERS = words(`
  the a an this that these those there here he she it they we i you his her its their our my your
  in on at by for from to of with within without under over after before since until during despite
  while when where who what why how which whether if as because although though unless once both
  each every all some many most more few several such no not none neither nor either another any
  one two three four five six seven eight nine ten hundreds thousands
  and but or so yet then also however meanwhile moreover instead still even now today yesterday
  earlier later last next previously recently according among across about around against along
  did do does is are was were has have had can could will would should may might must let
  police officials authorities local
`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ''));
}
