/** Whether a sentence begins with a word that points at the one before it: "Er …", "Однако …". */
export function hangsOnAnother(sentence: string, language: string): boolean {
  const code = /^[a-z]+/.exec(language.toLowerCase())?.[0] ?? '';
  const plain = sentence.normalize('NFC');
  return QUOTED_BY_PRONOUN.test(plain) || (OPENERS.get(code)?.test(plain) ?? false);
}

/** "«…», explique-t-il": who speaks is in the sentence before. */
const QUOTED_BY_PRONOUN =
  /^(?:«[^«»]*»|„[^„“”]*[“”]|“[^“”]*”|"[^"]*"),?\s+(?:[—–-]\s+)?\p{L}+(?:-t)?[\s-](?:он|она|они|він|вона|вони|er|sie|il|elle|ils|elles)(?!\p{L})/iu;

/** Words of which nearly every use at the beginning of a sentence hangs on another sentence. */
const OPENERS = new Map(
  Object.entries({
    ru: 'он|она|они|его|её|ее|их|ему|ей|им|это|однако|но|при этом|кроме того|поэтому|там же|об этом',
    uk: 'він|вона|вони|його|її|їх|йому|їй|це|однак|але|проте|при цьому|крім того|про це',
    de: 'er|sie|ihm|ihnen|sein|seine|seinen|seiner|ihr|ihre|ihren|ihrer|jedoch|aber|doch|außerdem|dennoch|zudem|dagegen|darüber',
    fr: "il(?! y a| faut| s['’]agit| est \\d)|ils|elle|elles|son|sa|ses|leur|leurs|celui-ci|celle-ci|ceux-ci|cela|mais|cependant|toutefois|pourtant|en outre",
    es: 'él|ella|ellos|ellas|su|sus|pero|sin embargo|además|no obstante',
    it: 'egli|lui|lei|essi|esse|suo|sua|suoi|sue|ma|però|tuttavia|inoltre',
    pt: 'ele|ela|eles|elas|seu|sua|seus|suas|mas|no entanto|porém|além disso',
    pl: 'on|ona|oni|jego|jej|ich|jednak|ale|ponadto',
    tr: 'o|onlar|onun|onların|ancak|fakat|ama|bunun üzerine|bunu|buna göre',
    az: 'o|onlar|onun|onların|lakin|ancaq|amma|bu barədə|bu haqda',
    uz: 'u|ular|uning|ularning|ammo|lekin|biroq|bu haqda|бу ҳақда|у|улар|унинг|уларнинг|аммо|лекин|бироқ',
    kk: 'ол|олар|оның|олардың|алайда|бірақ|бұл туралы',
    ky: 'ал|алар|анын|алардын|бирок|бул тууралуу',
    tg: 'ӯ|вай|онҳо|аммо|вале|лекин|дар ин бора',
    ar: 'لكن|ولكن|لكنه|لكنها|وهو|وهي|إلا أن|غير أن',
    fa: 'او|وی|آنها|آنان|اما|ولی',
  }).map(([code, words]) => [
    code,
    new RegExp(`^["“„«‘]?(?:${words})(?![\\p{L}\\p{M}’'ʻ‘-])`, 'iu'),
  ]),
);
