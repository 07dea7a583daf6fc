export type LanguageTraits = {
  readonly code: string;
  /** Its commonest words in news, most of them short. Apostrophes of all kinds are `'`. */
  readonly words: ReadonlySet<string>;
  /** What a word of its script has in few other languages. */
  readonly letters: RegExp | undefined;
  /** What no word of it has. */
  readonly foreign: RegExp | undefined;
};

function traits(code: string, words: string, letters?: RegExp, foreign?: RegExp): LanguageTraits {
  return { code, words: new Set(words.split(/\s+/)), letters, foreign };
}

export const CYRILLIC: readonly LanguageTraits[] = [
  traits(
    'ru',
    `и в во не на что с со по как это из за от для его её их но к а у о об он она они был была были
    было также при до после году года лет который которая которые сообщил сообщила сообщает заявил
    заявила этом того если или уже так все еще только между перед под над человек стран страны`,
    /[ыэё]|щ(?!о)|ться$|ого$|ского$/u,
    /[ґєіїўқғҳҷӣӯәңөүұһђјљњћџѓѕќ]/u,
  ),
  traits(
    'uk',
    `і й в у не на що з зі із по як це за від для його її їх але та до про він вона вони був була
    були було також при після року років який яка які повідомив повідомила заявив заявила цього якщо
    або вже так всі ще тільки між перед під над людей країн країни`,
    /[їєґі]|ться$|ють$|ння$/u,
    /[ыэёъўқғҳҷӣӯәңөүұһђјљњћџ]/u,
  ),
  traits(
    'be',
    `і й у ў не на што з са па як гэта за ад для яго яе іх але да аб ён яна яны быў была былі таксама
    пасля года гадоў які якая якія паведаміў заявіў калі або ўжо так усе яшчэ толькі паміж перад пад`,
    /ў|дз|цца$/u,
    /[иїєґщъқғҳҷӣӯәңөүұһ]/u,
  ),
  traits(
    'bg',
    `и в във не на че с със по как това от за до го му ѝ им но към а у той тя те беше бяха са също при
    след година който която които съобщи заяви ще се да ако или вече така всички още само между пред под`,
    /ъ(?=[бвгджзклмнпрстфхцчш])|та$|ите$|ът$/u,
    /[ыэёґєіїўқғҳҷӣӯәңөүұһ]/u,
  ),
  traits(
    'sr',
    `и у на је да се за са од не што као то из до али је су био била били такође након године који која
    које саопштио изјавио ће ако или већ тако све још само између пред под`,
    /[ђјљњћџ]/u,
    /[ыэёґєіїўқғҳҷӣӯәңөүұйяюъьщ]/u,
  ),
  traits(
    'mk',
    `и во на е да се за со од не што како тоа до но се беше биле исто така после година кој која кои
    изјави ќе ако или веќе сите уште само меѓу пред под`,
    /[ѓѕќ]/u,
    /[ыэёґєіїўқғҳҷӣӯәңөүұйяюъьщђћ]/u,
  ),
  traits(
    'kk',
    `және мен бен пен да де та те үшін бұл осы сол деп екі бір бойынша туралы кейін дейін қарай арқылы
    болды болып бар жоқ еді екен ол олар оның біз жылы жыл еліміз мәлімдеді хабарлады айтты ретінде
    сондай ақ қазақстан`,
    /[әіңғүұқөһ]/u,
    /[ўҳҷӣӯїєґђ]/u,
  ),
  traits(
    'ky',
    `жана менен да де үчүн бул ошол деп эки бир боюнча жөнүндө тууралуу кийин чейин карай аркылуу болду
    болуп бар жок эле экен ал алар анын биз жылы жыл өлкө билдирди айтты катары ошондой эле кыргызстан
    кыргыз`,
    /[ңөү]|оо|өө|уу|үү|ээ|дын$|нын$/u,
    /[әіғқұһўҳҷӣӯїєґђ]/u,
  ),
  traits(
    'tg',
    `ва дар аз ба ки бо барои ин он ки то ҳам ё на аст шуд буд шуда шудааст мешавад кард карда кардааст
    гуфт дорад нест бояд пас пеш миёни дигар як ду соли сол кишвар тоҷикистон хабар дод ҷумҳурии`,
    /[ҷӣӯ]/u,
    /[ыщцўңөүәіїєґ]/u,
  ),
  traits(
    'uz',
    `ва билан учун бу бир деб деди эса ҳам эди бўлган бўлди бўйича ҳақида тўғрисида кейин сўнг қадар
    орқали йил йилда йили керак мумкин эмас лекин аммо ёки унинг улар у биз икки ўзбекистон маълум
    қилди қилинди этди этилди берди томонидан`,
    /ў|лар(?:и|ни|га)?$|нинг$|ган$|моқда$/u,
    /[ыщңөүәіїєґҷӣӯ]/u,
  ),
  traits(
    'mn',
    'ба нь энэ тэр юм байна байгаа гэж гэсэн болон болсон оны онд улсын монгол хүн хүний дээр дор',
    /аа|ээ|ийн$/u,
    /[ңғқәіұһўҳҷӣӯїєґђ]/u,
  ),
  traits(
    'tt',
    'һәм белән өчен бу бер дип дә да булган булды буенча турында соң кадәр елда ел татарстан аның алар',
    /[әөүңҗһ]/u,
    /[ғқіұўҳҷӣӯїєґђ]/u,
  ),
];

export const LATIN: readonly LanguageTraits[] = [
  traits(
    'en',
    `the of and to in a is that for it on was with as by at from said has have be are were an this will
    which its not he she they his her their had but who after been would also more than over into new
    between about`,
    /(?:ing|ed|'s)$/u,
    /[äöüßñçğışğəåøæłąęčřżățőű]/u,
  ),
  traits(
    'de',
    `der die das und in den von zu mit ist auf für im dem nicht ein eine einer eines sich des auch als an
    es werden wurde wurden aus bei nach dass sie er hat haben sind war wie über um noch oder zur zum am
    vor durch zwei drei unter gegen`,
    /ß|ä|ung(?:en)?$|lich(?:e[nrsm]?)?$|sch/u,
    /[ñçğışəåøæłąęčřżățőűáéíóú]/u,
  ),
  traits(
    'fr',
    `le la les de des du et à en un une est que qui dans pour par sur au aux avec pas ne se ce cette son
    sa ses il elle ils plus mais ou où été a ont sont selon après entre deux leur comme`,
    /[çœêèùû]|^(?:l|d|qu|n|s|c|j)'|tion$|eux$/u,
    /[äößñğışəåøæłąęčřżățőűąų]/u,
  ),
  traits(
    'es',
    `el la los las de del y a en un una es que por para con no se su sus al lo como más pero o ha han fue
    este esta entre sobre desde hasta según también dos tras ser son`,
    /ñ|ción$|ciones$|dad$|ó$/u,
    /[äöüßçğışəåøæłąęčřżățőűâêôãõàèìòù]/u,
  ),
  traits(
    'it',
    `il lo la i gli le di del della dei delle e a in un una è che per con non si su da dal dalla al alla
    sono come più ma o ha hanno nel nella anche stato secondo dopo tra due suo sua`,
    /zione$|zioni$|mente$|ità$|^(?:dell|all|nell|dall|un|l)'|[^aeiou]i$/u,
    /[äöüßñçğışəåøæłąęčřżățőűâêôãõjkwxy]/u,
  ),
  traits(
    'pt',
    `o a os as de do da dos das e em no na nos nas um uma é que por para com não se seu sua ao à como
    mais mas ou foi foram este esta entre sobre desde até segundo também dois após ser são`,
    /ã|õ|ção$|ções$|dade$|nh|lh/u,
    /[äößñğışəåøæłąęčřżățőűkw]/u,
  ),
  traits(
    'nl',
    `de het een van en in is dat op te zijn met voor niet aan er om ook als bij door naar uit maar over
    zich heeft hebben werd wordt nog tot deze worden volgens na twee`,
    /ij|aa|ee|oo|uu|heid$/u,
    /[äößñçğışəåøæłąęčřżăț]/u,
  ),
  traits(
    'pl',
    `i w we z ze na do nie się że o jest to dla po od za jak ale przez przed są był była było były oraz
    jego jej ich który która które także tym roku między dwa`,
    /[łąęśźżń]|cz|sz|rz/u,
    /[äöüßñçğışəåøæčřățőűv]/u,
  ),
  traits(
    'cs',
    'a v ve s se na do že je to pro po od za jak ale před jsou byl byla bylo byly jeho její který která které také roku mezi dva podle i z k u o',
    /[řůěčš]/u,
    /[äößñçğışəåøæłąężățőűwq]/u,
  ),
  traits(
    'ro',
    'și în la de a cu pe din nu care este un o că pentru mai au fost sunt prin sau după între două dar lui al ale cel cea anul',
    /[ășțâî]|ul(?:ui)?$|ilor$/u,
    /[äößñçğışəåøæłąęčřżőű]/u,
  ),
  traits(
    'hu',
    'a az és hogy nem is egy van volt meg de ez csak már még mint szerint után között két el ki be vagy lesz voltak kell magyar',
    /[őű]|gy|sz|ság$|ben$|ban$/u,
    /[äßñçğışəåøæłąęčřżăț]/u,
  ),
  traits(
    'tr',
    `ve bir bu da de için ile olarak olan oldu çok daha ise kadar gibi ancak sonra önce göre ne en iki
    arasında yeni etti dedi olduğunu açıkladı bildirdi tarafından türkiye yıl`,
    /ğ|ı|lar(?:ı|ın)?$|ler(?:i|in)?$/u,
    /[äßñəåøæłąęčřżățőűqwxýň]|[oO]'|g'/u,
  ),
  traits(
    'az',
    'və bir bu da də üçün ilə olaraq olan olub daha isə qədər kimi lakin sonra əvvəl görə ən iki arasında yeni edib deyib bildirib tərəfindən azərbaycan il',
    /ə/u,
    /[äßñåøæłąęčřżățőűwýň]/u,
  ),
  traits(
    'uz',
    `va bilan uchun bu bir deb dedi esa ham edi bo'lgan bo'ldi bo'yicha haqida to'g'risida keyin so'ng
    qadar orqali yil yilda yili kerak mumkin emas lekin ammo yoki uning ular biz ikki o'zbekiston
    ma'lum qildi qilindi etdi etildi berdi tomonidan`,
    /o'|g'|q(?!u)|lar(?:i|ni|ga)?$|ning$|gan$|moqda$|dagi$|adi$/u,
    /[äöüßñçğışəåøæłąęčřżățőűwéáó]/u,
  ),
  traits(
    'tk',
    `we bilen üçin bu bir diýip diýdi hem boldy bolan boýunça hakynda barada soň çenli arkaly ýyl ýylda
    ýyly däl emma ýa onuň olar iki türkmenistan türkmenistanyň habar berdi tarapyndan etdi`,
    /[ýňž]|ä/u,
    /[ßñğışəåøæłąęčřățőűqxvéáó]/u,
  ),
  traits(
    'sv',
    'och i att det som en på är av för med till den har de inte om ett han var jag men så från vid kan efter två enligt mellan också',
    /å|ä|ö|ning(?:en)?$/u,
    /[üßñçğışəøæłąęčřżățőűýň]/u,
  ),
  traits(
    'da',
    'og i at det som en på er af for med til den har de ikke om et han var jeg men så fra ved kan efter to ifølge mellem også',
    /[æø]|hed$/u,
    /[äöüßñçğışəłąęčřżățőűýň]/u,
  ),
  traits(
    'fi',
    'ja on ei että se hän oli ovat myös mutta kun jos tai kuin joka mukaan jälkeen kaksi välillä ole sen tämä vuonna',
    /ää|yy|[st]{2}a$|ssa$|lla$|sta$/u,
    /[üßñçğışəåøæłąęčřżățőűýňbcfqwxz]/u,
  ),
  traits(
    'id',
    'yang dan di dengan untuk dari pada ini itu tidak dalam akan oleh ke adalah telah juga sudah karena setelah antara dua mereka kepada',
    /^(?:men|ber|pem|ter)|kan$|nya$/u,
    /[^a-z'-]/u,
  ),
];
