import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { speakingOfGuilt } from '../../src/summary/denial.ts';
import { extract } from '../../src/summary/extract.ts';
import { summarize } from '../../src/summary/summarize.ts';

const sections = readFileSync(join(import.meta.dirname, 'denials.txt'), 'utf8')
  .split(/^# /mu)
  .slice(2)
  .map((section) => {
    const [language = '', ...lines] = section.trim().split('\n');
    return { language, lines };
  });

describe.each(sections)('in $language', ({ language, lines }) => {
  const { accuses, denialStrength } = speakingOfGuilt(language);
  const pairs = lines.filter((line) => line.includes(' | ')).map((line) => line.split(' | '));

  test.each(pairs)('%s … %s', (accusation, denial) => {
    expect(denialStrength(accusation ?? '')).toBe(0);
    expect(denialStrength(denial ?? '')).toBe(1);
  });

  test('the most of the accusations are told', () => {
    expect(pairs.filter(([accusation]) => accuses(accusation ?? '')).length).toBeGreaterThanOrEqual(
      0.8 * pairs.length,
    );
  });

  test.each(lines.filter((line) => line.startsWith('- ')))('denies nothing: %s', (line) => {
    expect(denialStrength(line.slice(2))).toBe(0);
  });
});

const ARTICLES = [
  {
    language: 'ru',
    accusation: 'Прокуратура обвинила бывшего акима в хищении 40 млн тенге из бюджета района.',
    between: [
      'Район лежит в ста километрах от столицы и живёт хлопком.',
      'Бюджет района в этом году вырос на десять процентов.',
      'Новый аким приступит к работе в понедельник.',
    ],
    denial: 'Бывший аким отверг обвинения и назвал дело местью.',
  },
  {
    language: 'uz',
    accusation: 'Bosh prokuratura sobiq hokimni pora olishda aybladi.',
    between: [
      'Tuman poytaxtdan yuz kilometr uzoqda joylashgan.',
      'Tuman budjeti bu yil oʻn foizga oshdi.',
      'Yangi hokim dushanba kuni ish boshlaydi.',
    ],
    denial: 'Sobiq hokim ayblovlarni rad etdi.',
  },
  {
    language: 'de',
    accusation: 'Die Staatsanwaltschaft wirft dem früheren Bürgermeister Bestechlichkeit vor.',
    between: [
      'Der Bezirk liegt hundert Kilometer von der Hauptstadt entfernt.',
      'Der Haushalt des Bezirks wuchs in diesem Jahr um zehn Prozent.',
      'Der neue Bürgermeister beginnt am Montag.',
    ],
    denial: 'Der frühere Bürgermeister bestritt die Vorwürfe.',
  },
];

test.each(ARTICLES)(
  'in $language the denial stands beside the accusation',
  ({ language, accusation, between, denial }) => {
    const text = [accusation, ...between, denial].join(' ');
    const article = { title: '', text, truncated: false, language };

    expect(summarize(article)).toEqual([accusation, between[0], denial]);
    expect(extract(article, [], { maxChars: 280 })?.text).toBe(`${accusation} … ${denial}`);
  },
);

test('a denial that begins with "He" brings the sentence it hangs on along', () => {
  const sentences = [
    'Die Polizei nahm einen Mann wegen Betrugs fest.',
    'Die Stadt liegt an einem großen See im Norden.',
    'Der Haushalt der Stadt wuchs um zehn Prozent.',
    'Der Mann sitzt in Untersuchungshaft in der Hauptstadt.',
    'Er bestritt alle Vorwürfe der Staatsanwaltschaft.',
  ];
  const article = { title: '', text: sentences.join(' '), truncated: false, language: 'de' };

  expect(summarize(article)).toEqual([sentences[0], sentences[3], sentences[4]]);
});

test('a language whose words nobody wrote down accuses nobody', () => {
  const { accuses, denialStrength } = speakingOfGuilt('mn');

  expect(accuses('Цагдаа хоёр хүнийг баривчилжээ.')).toBe(false);
  expect(denialStrength('Тэр хэргээ хүлээгээгүй.')).toBe(0);
});
