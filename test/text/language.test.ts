import { expect, test } from 'vitest';
import { languageOf, settledLanguage } from '../../src/text/language.ts';

test.each([
  ['en', 'The president of Uzbekistan signed a decree on the new border crossing on Monday.'],
  ['en', 'Police said two men were detained on suspicion of smuggling fuel across the river.'],
  ['ru', 'Президент Узбекистана подписал указ об открытии нового пункта пропуска на границе.'],
  ['ru', 'Полиция сообщила о задержании двух мужчин по подозрению в контрабанде топлива.'],
  ['uk', 'Президент України підписав указ про відкриття нового пункту пропуску на кордоні.'],
  ['uk', 'Поліція повідомила про затримання двох чоловіків за підозрою у контрабанді пального.'],
  [
    'uz',
    'Ўзбекистон Президенти чегарада янги ўтказиш пунктини очиш тўғрисидаги фармонни имзолади.',
  ],
  ['uz', 'Полиция ёқилғи контрабандасида гумон қилинган икки эркак қўлга олинганини маълум қилди.'],
  [
    'uz',
    'O‘zbekiston Prezidenti chegarada yangi o‘tkazish punktini ochish to‘g‘risidagi farmonni imzoladi.',
  ],
  [
    'uz',
    "Politsiya yoqilg'i kontrabandasida gumon qilingan ikki erkak qo'lga olinganini ma'lum qildi.",
  ],
  ['kk', 'Қазақстан Президенті шекарада жаңа өткізу бекетін ашу туралы жарлыққа қол қойды.'],
  ['kk', 'Полиция жанармай контрабандасына күдікті екі ер адамның ұсталғанын хабарлады.'],
  [
    'ky',
    'Кыргызстандын Президенти чек арада жаңы өткөрүү бекетин ачуу жөнүндө жарлыкка кол койду.',
  ],
  ['ky', 'Милиция күйүүчү май контрабандасына шектелген эки эркек кармалганын билдирди.'],
  ['tg', 'Президенти Тоҷикистон дар бораи кушодани гузаргоҳи нав дар сарҳад фармон имзо кард.'],
  ['tg', 'Полис хабар дод, ки ду мард бо гумони қочоқи сӯзишворӣ боздошт шудаанд.'],
  [
    'de',
    'Der Präsident Usbekistans hat am Montag einen Erlass über den neuen Grenzübergang unterzeichnet.',
  ],
  ['de', 'Die Polizei nahm zwei Männer unter dem Verdacht des Treibstoffschmuggels fest.'],
  ['fr', 'Le président de l’Ouzbékistan a signé lundi un décret sur le nouveau poste frontière.'],
  [
    'fr',
    'La police a annoncé l’arrestation de deux hommes soupçonnés de contrebande de carburant.',
  ],
  ['es', 'El presidente de Uzbekistán firmó el lunes un decreto sobre el nuevo paso fronterizo.'],
  [
    'es',
    'La policía informó de la detención de dos hombres sospechosos de contrabando de combustible.',
  ],
  [
    'tr',
    'Özbekistan Cumhurbaşkanı pazartesi günü yeni sınır kapısına ilişkin kararnameyi imzaladı.',
  ],
  ['tr', 'Polis, akaryakıt kaçakçılığı şüphesiyle iki kişinin gözaltına alındığını açıkladı.'],
  [
    'it',
    'Il presidente dell’Uzbekistan ha firmato lunedì un decreto sul nuovo valico di frontiera.',
  ],
  ['it', 'La polizia ha arrestato due uomini sospettati di contrabbando di carburante.'],
  [
    'pt',
    'O presidente do Uzbequistão assinou na segunda-feira um decreto sobre a nova passagem de fronteira.',
  ],
  ['pt', 'A polícia informou que dois homens foram detidos por suspeita de contrabando.'],
  ['pl', 'Prezydent Uzbekistanu podpisał w poniedziałek dekret o nowym przejściu granicznym.'],
  ['pl', 'Policja zatrzymała dwóch mężczyzn podejrzanych o przemyt paliwa.'],
  ['fa', 'رئیس جمهور ازبکستان روز دوشنبه فرمانی درباره گذرگاه مرزی جدید امضا کرد.'],
  ['fa', 'پلیس اعلام کرد دو مرد به ظن قاچاق سوخت بازداشت شدند.'],
  ['ar', 'وقع رئيس أوزبكستان يوم الاثنين مرسوما بشأن المعبر الحدودي الجديد.'],
  ['ar', 'أعلنت الشرطة توقيف رجلين للاشتباه في تهريب الوقود.'],
  ['zh', '乌兹别克斯坦总统周一签署了关于新边境口岸的法令。'],
  ['zh', '警方表示，两名男子因涉嫌走私燃料被拘留。'],
  ['tk', 'Türkmenistanyň Prezidenti serhetde täze geçelge açmak hakynda permana gol çekdi.'],
  [
    'tk',
    'Polisiýa ýangyç kontrabandasynda güman edilýän iki erkek adamyň tutulandygyny habar berdi.',
  ],
  [
    'az',
    'Özbəkistan Prezidenti sərhəddə yeni keçid məntəqəsinin açılması haqqında fərman imzalayıb.',
  ],
  ['az', 'Polis yanacaq qaçaqmalçılığında şübhəli bilinən iki kişinin saxlanıldığını bildirib.'],
])('a sentence of news tells its language, %s', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

test('what says too little is undetermined', () => {
  for (const text of ['', '12:30', 'OK', 'Reuters', '👍👍', '…'])
    expect(languageOf(text)).toBe('und');
});

test('a foreign word or name does not change the language', () => {
  expect(
    languageOf('Компания Apple Inc. представила новый iPhone 18 Pro Max на выставке в Ташкенте.'),
  ).toBe('ru');
  expect(
    languageOf(
      'The newspaper Правда wrote about the president on Monday and was quoted in the West.',
    ),
  ).toBe('en');
});

test('what the outlet says holds, without its region, unless the script is another', () => {
  const english = 'The president signed a decree.';
  const russian = 'Президент подписал указ о новом пункте пропуска на границе.';
  expect(settledLanguage('en-US', english)).toBe('en');
  expect(settledLanguage('EN', '')).toBe('en');
  expect(settledLanguage('en', russian)).toBe('ru');
  expect(settledLanguage('uz', 'O‘zbekiston')).toBe('uz');
  expect(settledLanguage('uz', 'Ўзбекистон')).toBe('uz');
  expect(settledLanguage('zh-Hant', '乌兹别克斯坦总统')).toBe('zh');
  expect(settledLanguage('nonsense language', russian)).toBe('ru');
  expect(settledLanguage(undefined, russian)).toBe('ru');
});
