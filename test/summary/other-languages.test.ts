import { expect, test } from 'vitest';
import { extract } from '../../src/summary/extract.ts';
import { summarize } from '../../src/summary/summarize.ts';

const ARTICLES = [
  {
    language: 'de',
    text: 'Am 12. November nahm die Polizei in Taschkent zwei Männer fest, teilte das Ministerium mit. „Wir prüfen alles in der Stadt“, sagte der Sprecher am 3. Oktober. Die Ermittler suchten z. B. in Samarkand. Lesen Sie auch: Alles über Zölle.',
    expected: [
      'Am 12. November nahm die Polizei in Taschkent zwei Männer fest, teilte das Ministerium mit.',
      '„Wir prüfen alles in der Stadt“, sagte der Sprecher am 3. Oktober.',
      'Die Ermittler suchten z. B. in Samarkand.',
    ],
  },
  {
    language: 'ru',
    text: 'Читайте также: Цены на топливо выросли.\n\nВ Душанбе 12 нояб. 2026 г. задержали двух жителей области, сообщила пресс-служба МВД. По словам А. С. Иванова, груз стоимостью 1,5 млн. сомони следовал из Афганистана. «Мы проверяем все версии», — сказал он журналистам.',
    expected: [
      'В Душанбе 12 нояб. 2026 г. задержали двух жителей области, сообщила пресс-служба МВД.',
      'По словам А. С. Иванова, груз стоимостью 1,5 млн. сомони следовал из Афганистана.',
      '«Мы проверяем все версии», — сказал он журналистам.',
    ],
  },
  {
    language: 'pl',
    text: 'Prezydent podpisał we wtorek dekret o nowym przejściu. Od nas do granicy we wsi jest daleko. Minister wyjechał we czwartek do Duszanbe.',
    expected: [
      'Prezydent podpisał we wtorek dekret o nowym przejściu.',
      'Od nas do granicy we wsi jest daleko.',
      'Minister wyjechał we czwartek do Duszanbe.',
    ],
  },
  {
    language: 'zh',
    text: '乌兹别克斯坦警方周一表示，两名男子因涉嫌走私燃料被拘留。内政部称，货物来自阿富汗。',
    expected: [
      '乌兹别克斯坦警方周一表示，两名男子因涉嫌走私燃料被拘留。',
      '内政部称，货物来自阿富汗。',
    ],
  },
];

test.each(ARTICLES)(
  'a summary in $language is the lead, sentence by sentence',
  ({ language, text, expected }) => {
    const article = { title: '', text, truncated: false, language };

    expect(summarize(article)).toEqual(expected);
    expect(extract(article, [], { maxChars: 1_000 })?.text).toContain(expected[0]);
  },
);

test.each([
  ['Das Landesgericht Wien hat am 3. März fünf Männer wegen Schmuggels verurteilt.'],
  ['Суд в г. Ташкенте 3 марта признал пятерых мужчин виновными в контрабанде.'],
  ['Toshkent shahar sudi besh kishini kontrabanda uchun aybdor deb topdi.'],
  ['Le tribunal de Lyon a condamné mardi cinq hommes pour contrebande.'],
])('a text whose language nobody could tell is not read as English: %s', (lead) => {
  expect(summarize({ title: '', text: lead, truncated: false, language: 'und' })).toEqual([lead]);
});

test('an English text whose language nobody told is read as English', () => {
  const text = 'He said so. The council voted to close the harbour road for two years.';

  expect(summarize({ title: '', text, truncated: false, language: 'und' })).toEqual([
    'The council voted to close the harbour road for two years.',
  ]);
});

test.each([
  ['tr', 'Bakanlık haberi yalanladı.'],
  ['tr', 'Soruşturma dün tamamlandı.'],
  ['uz', 'Vazirlik xabarni tasdiqladi.'],
  ['kk', 'Министрлік ақпаратты растады.'],
  ['fi', 'Hallitus hyväksyi lakiesityksen.'],
])('three long words are a sentence (%s): %s', (language, text) => {
  expect(summarize({ title: '', text, truncated: false, language })).toEqual([text]);
});

test.each([
  ['tr', 'Muhabirimiz Ahmet Yılmaz.'],
  ['uz', 'Muallif: Dilshod Karimov.'],
  ['tr', 'Fotoğraf: Anadolu Ajansı.'],
  ['de', 'Wien, 3. Mai.'],
  ['ru', 'Он так сказал.'],
  ['uk', 'Популярні новини зараз у мережі'],
  ['tr', 'İlginizi çekebilecek diğer haberler'],
  ['ru', 'В ГКНБ прокомментировали задержание жителей области'],
])('a byline, a caption or a headline is none (%s): %s', (language, line) => {
  const text = `${line}\n\nBakanlık haberi yalanladı.`;

  expect(summarize({ title: '', text, truncated: false, language })).toEqual([
    'Bakanlık haberi yalanladı.',
  ]);
});

test.each([
  ['ru', 'Однако груз не нашли на складе.'],
  ['de', 'Sein Anwalt will in die Berufung gehen.'],
  ['tr', 'Ancak yol bugün yeniden açıldı.'],
  ['uz', 'Uning yoʻli ertaga yana ochiladi.'],
])('a beginning without what it hangs on is no summary (%s): %s', (language, text) => {
  expect(summarize({ title: '', text, truncated: false, language })).toEqual([]);
});

test.each([
  ['fr', 'Il y a deux ans, la ville a fermé la route du port.'],
  ['de', 'Seit Montag ist die Straße zum Hafen gesperrt.'],
  ['uk', 'Тому чи іншому кандидатові довіряють мало людей.'],
  ['it', 'Il tribunale ha chiuso la strada del porto.'],
])('a beginning that only looks like that is one (%s): %s', (language, text) => {
  expect(summarize({ title: '', text, truncated: false, language })).toEqual([text]);
});

test('in Thai, which writes no stops, a sentence is whole without one', () => {
  const text = 'ตำรวจจับกุมชายสองคนที่ชายแดนเมื่อวันจันทร์ที่ผ่านมา';

  expect(summarize({ title: '', text, truncated: false, language: 'th' })).toEqual([text]);
});

test('half of a quotation in German marks is not shown', () => {
  const words = 'die Prüfung dauert länger als gedacht und kostet auch mehr Geld als gedacht';
  const text = `„Erstens gilt: ${words}. Zweitens gilt: ${words}“, sagte der Sprecher. Das Amt will im Mai berichten.`;

  expect(summarize({ title: '', text, truncated: false, language: 'de' })).toEqual([
    'Das Amt will im Mai berichten.',
  ]);
});

test.each([
  ['ru', 'Подписывайтесь на наш канал в Telegram.'],
  ['ru', 'Нашли ошибку? Выделите её и нажмите Ctrl+Enter.'],
  ['ru', 'Все права защищены законом об авторском праве.'],
  ['ru', 'ДУШАНБЕ, 3 мая — ТАСС.'],
  ['uk', 'Підписуйтесь на наш канал у Telegram.'],
  ['uz', 'Telegram kanalimizga obuna boʻling.'],
  ['tr', 'Bizi Twitter’da takip edin.'],
  ['de', 'Abonnieren Sie unseren täglichen Newsletter.'],
  ['fr', 'Abonnez-vous à notre lettre d’information.'],
  ['es', 'Todos los derechos reservados por el diario.'],
  ['fr', '« Mes actifs m’ont été volés », explique-t-il.'],
  ['ru', '«Мы ничего не знали об этом деле», — сказал он.'],
  ['ru', '«Мы ничего не знали об этом деле».'],
  ['ru', 'Об этом сообщила пресс-служба ведомства.'],
])('what speaks of the outlet, or of somebody unknown, is not shown (%s): %s', (language, line) => {
  expect(summarize({ title: '', text: line, truncated: false, language })).toEqual([]);
});

test('who told the news follows it', () => {
  const text = 'В Душанбе задержали двух жителей. Об этом сообщила пресс-служба ведомства.';

  expect(summarize({ title: '', text, truncated: false, language: 'ru' })).toEqual([
    'В Душанбе задержали двух жителей.',
    'Об этом сообщила пресс-служба ведомства.',
  ]);
});
