/** Whether a sentence begins with a word that points at the one before it: "Er …", "Однако …". */
export function hangsOnAnother(sentence: string, language: string): boolean {
  const code = /^[a-z]+/.exec(language.toLowerCase())?.[0] ?? '';
  return OPENERS.get(code)?.test(sentence.normalize('NFC')) ?? false;
}

/** Words of which nearly every use at the beginning of a sentence hangs on another sentence. */
const OPENERS = new Map(
  Object.entries({
    ru: 'он|она|они|его|её|ее|их|ему|ей|им|это|однако|но|при этом|кроме того|поэтому|там же',
    uk: 'він|вона|вони|його|її|їх|йому|їй|це|однак|але|проте|при цьому|крім того',
    de: 'er|sie|ihm|ihnen|sein|seine|seinen|seiner|ihr|ihre|ihren|ihrer|jedoch|aber|doch|außerdem|dennoch|zudem|dagegen',
    fr: "il(?! y a| faut| s['’]agit| est \\d)|ils|elle|elles|son|sa|ses|leur|leurs|celui-ci|celle-ci|ceux-ci|cela|mais|cependant|toutefois|pourtant|en outre",
    es: 'él|ella|ellos|ellas|su|sus|pero|sin embargo|además|no obstante',
    it: 'egli|lui|lei|essi|esse|suo|sua|suoi|sue|ma|però|tuttavia|inoltre',
    pt: 'ele|ela|eles|elas|seu|sua|seus|suas|mas|no entanto|porém|além disso',
    pl: 'on|ona|oni|jego|jej|ich|jednak|ale|ponadto',
    tr: 'o|onlar|onun|onların|ancak|fakat|ama|bunun üzerine',
    az: 'o|onlar|onun|onların|lakin|ancaq|amma',
    uz: 'u|ular|uning|ularning|ammo|lekin|biroq|у|улар|унинг|уларнинг|аммо|лекин|бироқ',
    kk: 'ол|олар|оның|олардың|алайда|бірақ',
    ky: 'ал|алар|анын|алардын|бирок',
    tg: 'ӯ|вай|онҳо|аммо|вале|лекин',
    ar: 'لكن|ولكن|لكنه|لكنها|وهو|وهي|إلا أن|غير أن',
    fa: 'او|وی|آنها|آنان|اما|ولی',
  }).map(([code, words]) => [
    code,
    new RegExp(`^["“„«‘]?(?:${words})(?![\\p{L}\\p{M}’'ʻ‘-])`, 'iu'),
  ]),
);
