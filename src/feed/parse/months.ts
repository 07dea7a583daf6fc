/**
 * Which month a name means, 1 to 12, in any of the languages below, long or short, with or
 * without its accents and full stop; undefined for no month. A name is known by its beginning, so
 * that case endings do no harm: "января", "stycznia", "Ιούλ".
 */
export function monthNumber(name: string): number | undefined {
  const key = fold(name);
  if (key.length < 2) return undefined;
  const exact = EXACT.get(key);
  if (exact !== undefined) return exact;
  const found = BEGINNINGS.find(([beginning]) => key.startsWith(beginning));
  return found?.[1];
}

function fold(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}.'’ʻ‘`]/gu, '');
}

/** One line for each month; longer beginnings are tried before shorter ones. */
const NAMES = [
  'jan gen ene янв січ студз yan қаң кан қаңтар stycz led siječ sije oca ιαν ianuar tammi janv يناير كانون',
  'feb fév fev fevr feb фев лют фев fevral ақп акп luty lut únor subat şub veljač φεβ helmi févr فبراير شباط',
  'mar mär maer mrz märz mars мар бер сак mart нау наур marz março marc brez ožu ozu μαρ martie maalis مارس آذار',
  'apr abr avr avril апр кві квi крас aprel сәу сау kwie dub nis trav απρ huhti أبريل نيسان',
  'may mai mei maj mag мая май трав травн maio mayo květ kve svib toukokuu touko μαι maj mayis مايو أيار',
  'jun giu июн чер черв jui iyun маус мау czerw červn cerven haz lip lipn kesä ιουν iunie يونيو حزيران',
  'jul jui lug июл лип ліп iyul шіл шил lip lipc červe cervenec tem srp heinä ιουλ iulie يوليو تموز',
  'aug août aou ago авг сер жні avg там тамыз sier srpen agu kol elo αυγ ağu أغسطس آب',
  'sep set сен вер вера sent sentabr қыр кыр wrze září zari eyl ruj syys σεπ sett سبتمبر أيلول',
  'oct okt ott окт жов кас okt oktabr қаз каз paź paz říj rij eki lis loka οκτ out أكتوبر تشرين',
  'nov ноя лис ліст noyabr қара кара listop listopad kas stud marras νοε noy نوفمبر',
  'dec dez dic déc дек гру снеж dekabr жел grud pros ara joulu δεκ dek ديسمبر',
] as const;

/** Beginnings that two languages use for different months: the whole word decides. */
const EXACT = new Map<string, number>(
  Object.entries({
    lipiec: 7,
    lipca: 7,
    lip: 7,
    lipanj: 6,
    lipnja: 6,
    listopad: 11,
    listopada: 11,
    лист: 11,
    листопад: 11,
    листопада: 11,
    липень: 7,
    липня: 7,
    июнь: 6,
    июня: 6,
    июль: 7,
    июля: 7,
    juin: 6,
    juil: 7,
    juillet: 7,
    junio: 6,
    julio: 7,
    mars: 3,
    marta: 3,
    март: 3,
    марта: 3,
    mai: 5,
    mayıs: 5,
    mart: 3,
    cerven: 6,
    cervna: 6,
    cervenec: 7,
    cervence: 7,
    kas: 11,
    kasım: 11,
    srpnja: 7,
    srpna: 8,
    srpen: 8,
    травня: 5,
    травень: 5,
    trav: 4,
    travnja: 4,
    червень: 6,
    червня: 6,
    серпня: 8,
    серпень: 8,
    сакавіка: 3,
    студзеня: 1,
    studeni: 11,
    studenoga: 11,
    październik: 10,
    pazdziernika: 10,
    kwietnia: 4,
    ocak: 1,
    ocağı: 1,
    ozujka: 3,
  }).map(([name, number]) => [fold(name), number]),
);

const BEGINNINGS: readonly (readonly [string, number])[] = NAMES.flatMap((names, index) =>
  names.split(' ').map((name) => [fold(name), index + 1] as const),
).sort(([a], [b]) => b.length - a.length);
