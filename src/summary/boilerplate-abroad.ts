/** Whether a sentence, in any of some languages, speaks of the outlet instead of the news. */
export function isBoilerplate(sentence: string): boolean {
  const plain = sentence.normalize('NFC').replaceAll(/[ʻ‘’ʼ`]/gu, "'");
  return LABEL.test(plain) || APPEAL.test(plain) || ANYWHERE.test(plain);
}

/** Links to other articles, in the languages of the beat and around it. */
const LABEL =
  /^(?:читайте(?: также)?|смотрите(?: также)?|подписывайтесь|фото|источник|по теме|ранее по теме|читайте нас|мавзуга оид|ўқинг|o['‘ʻ’]qing|batafsil|mavzuga oid|сондай-ақ оқыңыз|дагы окуңуз|lesen sie (?:auch|mehr)|mehr zum thema|foto|lire aussi|à lire|voir aussi|lea también|ver también|leia (?:também|mais)|leggi anche|lees ook|czytaj też|zobacz też|ayrıca okuyun|haberin devamı|читайте також|дивіться також)\s*[:：–—-]/iu;

/** Appeals to the reader, by which such a sentence begins. */
const APPEAL = begins(`
  подписывайтесь|подпишитесь|присоединяйтесь к|читайте (?:нас|также|подробнее)|подробнее (?:читайте|на|об этом)
  смотрите (?:также|видео)|следите за (?:нами|новостями)|нашли ошибку|заметили ошибку|выделите (?:её|ее|текст)
  при (?:полном |частичном )?(?:использовании|копировании|цитировании)
  підписуйтесь|підписуйтеся|приєднуйтесь|читайте (?:нас|також)|слідкуйте за|побачили помилку|помітили помилку|виділіть
  жазылыңыз|катталыңыз|бизге жазыл|обуна бўлинг|batafsil (?:bu yerda|saytimizda|ma'lumot)|telegram kanalimiz
  haber için tıkla|detaylar için|abone ol|tıklayın|haberin devamı
  abonnieren sie|folgen sie uns|lesen sie (?:auch|mehr|hier)|melden sie sich|hier klicken|hier geht es
  abonnez-vous|inscrivez-vous|suivez-nous|cliquez|lire aussi|à lire aussi|recevez
  suscríb|síguenos|síganos|haga clic|haz clic|lea (?:también|más)|recib[ae] nuestr
  iscriviti|abbonati|seguici|leggi anche|clicca|assine|siga-nos|inscreva-se|clique|leia também
  zapisz się|subskrybuj|obserwuj nas|kliknij|czytaj (?:też|także|więcej)
  تابعونا|اشترك|للمزيد|ما را دنبال|关注我们|点击
`);

/** What stands under articles wherever it stands in the sentence. */
const ANYWHERE =
  /©|\(c\)\s?\d{4}|^copyright\b|ctrl\s?\+\s?enter|\bnewsletter\b|все права защищены|[ву]сі права захищено|барлық құқықтар|tüm hakları saklıdır|(?:takip edin|abone olun)(?!\p{L})|obuna bo'ling|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|wszelkie prawa zastrzeżone|جميع الحقوق محفوظة|版权所有/iu;

function begins(list: string): RegExp {
  const beginnings = list.trim().split(/\n\s*|\|(?![^(]*\))/u);
  return new RegExp(`^(?:${beginnings.join('|')})`, 'iu');
}
