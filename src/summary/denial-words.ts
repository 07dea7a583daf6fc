/**
 * What a language says of the accused and for them. Phrases are set apart by `|`, words that may
 * stand at one place by `/`; `*` is any part of a word, `_` any word, `…` up to six of them.
 */
export type DenialWords = {
  /** Somebody did wrong, or is under suspicion. */
  readonly accuses: string;
  /** A denial by itself. */
  readonly denies: string;
  /** A denial where one of `claims` is near: a parliament rejects a bill, too. */
  readonly rejects: string;
  readonly claims: string;
  /** The other side spoke, or was asked and said nothing. */
  readonly otherSide: string;
  /** Takes a denial back: "did not deny". */
  readonly except: string;
};

/** By ISO 639-1; both alphabets of Uzbek fold to one. */
export const DENIAL_WORDS: Readonly<Record<string, DenialWords>> = {
  ru: {
    accuses: `обвин*/подозрева*/подозрен*/задерж*/арест*/убий*/убил*/убит*/взятк*/взяток/коррупц*/
      хищен*/мошенн*/терак*/террор*/экстремис*/пытк*/пыток/насил*/изнасил*/вербов*/вербу*/шпион*/
      приговор*/осужд*/осудил*/судят/судили/преступ*/санкци*/незаконн*/контрабанд*/вымога*/растрат*/
      злоупотребл*/отмыва*/подтасов*/фальсифик*/похищ*/похити*/отрави*/отравл*/атак*/напал*/нападен*/
      взрыв*/клевет*/скандал*/нарушен*/якобы/уголовн* | стоит/стоят/стояли за | следстви*`,
    denies: `опроверг*/опроверж*/отрицает/отрицают/отрицал*/отрицая/отрицан*/невинов*/непричаст*/
      бездоказательн*/неподтвержд*/беспочвен*/голословн*/клеветнич* | не призна* … вин*/виновн* |
      вину/вины/виновн* … не призна* | не винов*/причаст* | не имеет/имеют/имел*/имея … отношения |
      никакого отношения к | не подтвержд*/подтверд* | нет/никаких … доказательств* |
      доказательств* … нет/отсутств* | доказательств* … не/ни представ*/наш*/обнаруж*/предъяв*/приве*/привод*/предостав* |
      доказательств* … следствие/прокуратура/суд не _ | без/отсутстви*/недостат* … доказательств*/состава |
      не представ*/привел*/привод*/предостав*/нашл*/обнаруж* … доказательств* | не доказа* |
      назва*/назыв*/счита*/сочл* … клевет*/фейк*/ложью/ложными/вымысл*/выдумк*/провокац*/абсурд*/бред*/дезинформац*/чушью |
      суд* … оправда* | оправда* … суд* | оправдательн* приговор* | снял*/снят* … обвинен* | обвинен* … снят* |
      прекра* … уголовн* | уголовн* … прекра* | обвинен* … не предъяв* | не предъяв* … обвинен* | не обвиня* |
      политическ* мотивир*/мотиви* | не соответств* действительности | не имеет/имеют … оснований |
      обвинен*/утвержден* … ложн*/лжив* | это неправда/ложь/клевета/фейк`,
    rejects: 'отверг*/отклон*/необоснован*/безосновательн*/несостоятельн*/надуман*/абсурдн*',
    claims: `обвинен*/утвержден*/подозрен*/причастн*/вину/вины/слух*/информац*/сообщен*/данные/сведен*/
      претенз*/упрек*/верси*/заявлен*`,
    otherSide: `отказ* … комментир*/комментар* | не связан* с | не … комментир*/прокомментир* | не ответ* … запрос* |
      адвокат*/защитник* … заяв*/сказа*/утвержд*/настаива*/счита*/сообщ* | по словам адвокат*/защитник*`,
    except: `не отрица* | нельзя/трудно/невозможно/сложно отриц* | не опроверг* | не отверг* | не отклон* |
      не подтверд*/подтвержд* … не опров*/отриц*`,
  },
  uk: {
    accuses: `звинувач*/обвинувач*/підозр*/затрим*/арешт*/вбив*/убив*/хабар*/корупц*/розкрад*/шахрай*/
      теракт*/терор*/екстрем*/катуван*/кримінальн*/злочин*/зрад*/судять/судили/засуд*/незаконн*/відмива*/
      контрабанд*/вимаганн*/напад*/атак*/вибух*/фальсиф*/шпигун*/нібито/санкц*/скандал*/поруш*/викрад*`,
    denies: `запереч*/спрост*/невинуват*/невинн*/непричетн*/бездоказов*/голослівн* |
      не визна* … провин*/вин*/винуват* | провин*/вину/вини … не визна* | не винен/винна/винні/причетн* |
      не має/мають/мав/мала/мали … стосунку/відношення | нема*/жодн*/брак*/відсутн*/без … доказ* |
      доказ* … нема*/відсутн* | доказ* … не нада*/знай*/нав* | не доведен*/доведено | недоведен* |
      назва*/назив* … наклеп*/фейк*/брехн*/вигадк*/провокац* | суд* … виправда* | виправда* … суд* |
      не підтверд* | не відповіда* дійсності | закри* … кримінальн* | звинувач*/обвинувач* … неправдив*/брехлив* | політично вмотивован*`,
    rejects: 'відки*/відхил*/безпідставн*/необґрунтован*/надуман*/абсурдн*',
    claims: `звинувач*/обвинувач*/заяв*/причетн*/підозр*/чутк*/інформац*/повідомлен*/провин*/твердж*/закид*`,
    otherSide: `відмов* … комент* | не … комент* | адвокат*/захисни* … заяв*/сказ*/наголош*/наполяг*/стверд*`,
    except: `не запереч* | не спрост* | не відки* | не відхил* | не можна/важко запереч*`,
  },
  uz: {
    accuses: `aybla*/ayblo*/aybd*/gumon*/hibs*/ushla*/oldir*/qotil*/pora*/korrup*/firibgar*/ogir*/tovlam*/qiynoq*/
      terror*/ekstrem*/jinoy*/zhinoy*/noqonun*/sudlan*/tuhmat*/hujum*/huzhum*/portla*/kontraband*/ozlashtir*/
      suiistemol*/zorla*/josus*/zhosus* | qolga olin*`,
    denies: `inkor et*/qil* | ayb* … tan olma* | ayb* … iqror bolma* | iqror bolma* | aybsiz*/begunoh*/gunohsiz*/raddiya* |
      sud* … oqla* | oqlandi/oqlangan*/oqlab/oqlov* | dalil* … yoq*/topilma*/keltirilma*/keltirma*/isbotlanma* |
      haqiqatga togri/mos kelma* | haqiqatga zid* | haqiqatdan yiroq* | yolgon/tuhmat/uydirma/feyk deb* | isbotlanma*/tasdiqlanma* |
      aloqasi/aloqador/dakhli/daxli yoq*/emas* | asossiz deb/ekan* | asossizligi* | asosga ega emas* | asosi yoq*`,
    rejects: 'rad et*/qil*',
    claims: 'ayblov*/xabar*/khabar*/malumot*/iddao*/mish/gumon*/gaplar*',
    otherSide: `izoh ber* … rad et*/bosh tort* | izoh berma* | advokat*/himoyachi* … ayt*/bildir*/takidla*`,
    except: 'inkor etma*/etilma*/qilma* | rad etma*/etilma*/qilma* | inkor etib/qilib bolma*',
  },
  tr: {
    accuses: `suçla*/suçu*/şüphe*/gözalt*/tutukla*/rüşvet*/yolsuz*/dolandır*/iddia*/terör*/cinayet*/öldür*/
      saldır*/patla*/bomba*/kaçak*/işkence*/taciz*/tecavüz*/soruştur*/yargılan*/hapis/hapse/casus*/sahte*/hile*/
      usulsüz*/ihlal*/sanık*/itham*/savcı* | öne sür*`,
    denies: `yalanla*/suçsuz*/asılsız*/beraat*/takipsizlik*/temelsiz*/dayanaksız*/mesnetsiz*/kanıtlanma* |
      inkar et*/ediyor*/eden/ederek | suçu*/suçlama* … kabul etme* | masum ol* | masum | masumiyet*/masumluğu* |
      gerçeği yansıtma* | gerçek dışı* | gerçekdışı* | doğru değil* | doğru olmadı* |
      ilgisi*/bağlantısı*/alakası* … yok*/olmad*/bulunma* |
      delil*/kanıt* … bulunam*/yok*/olmad*/bulunma*/sunulma* | iftira ol*/olarak/dedi/diye | iftiradır | yalan ol*/diye | yalandır*`,
    rejects: 'redde*/ret',
    claims: 'suçlama*/iddia*/itham*/haber*/söylenti*/açıklamayı/açıklamaları/açıklamasını',
    otherSide: `yorum* … yapma*/istemed*/reddet*/kaçın* | avukat* … söyle*/belirt*/savun*/açıkla*`,
    except: `yalanlamad*/yalanlamam*/yalanlamıyor*/yalanlamaz* | inkar etmed*/etmiyor*/etmem* | inkar edile* |
      reddetmed*/reddetmiyor*/reddetmem* | masum sivil*/insan*/halk*/kurban*/çocuk*/vatandaş*/kadın*`,
  },
  kk: {
    accuses: `айып*/күдік*/ұстал*/ұстад*/қамау*/тұтқын*/пара/парақор*/жемқор*/сыбайлас*/алаяқ*/ұрла*/өлтір*/
      қылмыс*/террор*/лаңкес*/экстрем*/азапта*/заңсыз*/соттал*/жала/шабуыл*/жарылыс*/контрабанд*/тергеу*/зорла*/тыңшы*`,
    denies: `жоққа/теріске шығар* | кінә*/айыб* … мойындама* | кінә*/айыб* … мойындаған жоқ/емес | кінәсіз*/айыпсыз* |
      ақтап шы* | ақталд*/ақталып | ақтау үкім* | дәлел* … жоқ*/табылма*/келтірме*/келтірілме* | жала деп/екен* |
      шындыққа жанаспа*/сәйкес | қатысы жоқ* | дәлелденбе*/расталма* | өтірік/негізсіз/жалған деп/екен* | ойдан шығарыл*`,
    rejects: 'қабылдама*',
    claims: 'айып*/ақпарат*/мәлімет*/хабар*/қауесет*/күдік*',
    otherSide: `түсініктеме бер* … бас тарт* | түсініктеме берме* | адвокат*/қорғаушы* … айт*/мәлімде*`,
    except: 'жоққа/теріске шығарма* | жоққа/теріске шығарған жоқ',
  },
  ky: {
    accuses: `айып*/шек/шектүү*/шектел*/кармал*/камак*/камал*/пара/коррупц*/алдамч*/уурда*/өлтүр*/кылмыш*/террор*/
      экстрем*/кыйноо*/мыйзамсыз*/соттол*/жалаа*/чабуул*/жардыр*/контрабанд*/тергөө*/зордук*`,
    denies: `жокко чыгар* | күнөө*/айыб* … алган жок/эмес | күнөө*/айыб* … алба* | күнөөсүз*/айыпсыз* |
      сот* … актад* | сот* … актап | акталд* | актоо өкүм* | далил* … жок* | жалаа деп/экен* | чындыкка дал/жатпа* |
      катышы/тиешеси жок* | далилденбе* | далилденген/ырасталган/тастыкталган жок/эмес | негизсиз/жалган деп/экен* | ойлоп чыгарыл*`,
    rejects: 'четке как* | четке кага* | танды/танып/танат',
    claims: 'айып*/маалымат*/кабар*/ушак*/күнөө*/доомат*',
    otherSide: 'комментарий бер* … баш тарт* | адвокат*/жактоочу* … айт*/билдир*',
    except: 'четке каккан жок/эмес | четке какпа* | жокко чыгарган жок/эмес | жокко чыгарба*',
  },
  tg: {
    accuses: `муттаҳам*/айбдор*/айбнок*/гумон*/боздошт*/ҳабс*/куштор*/куштан*/қатл*/ришва*/фасод*/коррупс*/қаллоб*/
      дузд*/ҷиноят*/террор*/ифрот*/экстрем*/шиканҷа*/ғайриқонун*/ҳамла*/таркиш*/қочоқ*/ҷосус*/гунаҳ*`,
    denies: `такзиб*/бегуноҳ*/бегунаҳ*/беайб*/бедалел* | гуноҳ*/айб* … эътироф/қабул/иқрор накард*/намекун*/нашуд*/нест* |
      сафед кард*/шуд* | далел* … нест*/надор*/набуд*/нашуд* | исбот/собит нашуд* | беасос хонд*/номид*/дон* |
      тӯҳмат хонд*/номид* | дурӯғ хонд*/номид* | ҳақиқат/асос надор* | дурӯғ/тӯҳмат/иғво аст`,
    rejects: 'рад кард*/намуд*/мекун* | беасос*',
    claims: 'иттиҳом*/айбдоркун*/айбнома*/хабар*/маълумот*/гузориш*/иддао*/даъво*/овоза*/шудани*',
    otherSide: 'шарҳ надод* | аз шарҳ … худдорӣ | вакил*/адвокат* … гуфт*',
    except: 'рад накард*/намекун* | такзиб накард*/намекун*',
  },
  az: {
    accuses: `ittiham*/təqsirləndir*/şübhə*/saxlanıl*/həbs*/rüşvət*/korrupsiya*/dələduz*/öldür*/qətl*/cinayət*/terror*/
      ekstrem*/işgəncə*/qanunsuz*/hücum*/partlay*/qaçaqmal*/casus*/istintaq*/zorla*`,
    denies: `təkzib ed*/etd*/olun* | inkar ed*/etd* | təqsir*/günah* … etiraf/qəbul etmə*/etmir* | təqsir*/günah* … boynuna alma* |
      günahsız*/təqsirsiz*/bəraət* | əsassız ol*/adlandır* | sübut*/dəlil* … yox*/tapılma*/olma* | böhtan* adlandır* |
      şər böhtan | əlaqəsi yox*/olma* | həqiqətə uyğun deyil* | yalan* adlandır* | iddia*/ittiham* … yalan*`,
    rejects: 'rədd ed*/etd*/olun* | əsassız*',
    claims: 'ittiham*/məlumat*/iddia*/xəbər*/şayiə*',
    otherSide: 'şərh ver* … imtina | şərh vermə* | vəkil* … bildir*/deyib*/dedi',
    except: 'təkzib/inkar/rədd etmə*/etmir* | inkar edilməz*',
  },
  de: {
    accuses: `wirft/werfen/warf/warfen … vor | macht*/machen … verantwortlich | vorgeworfen/vorwurf*/vorwürf*/verdacht*/
      verdächtig*/beschuldig*/anklag*/angeklagt*/festgenommen*/festnahm*/verhaft*/ermittel*/ermittlung*/betrug*/
      betrüg*/korrupt*/bestech*/mord*/getötet*/terror*/anschlag*/anschläge*/folter*/missbrauch*/übergriff*/spionage*/
      manipul*/verurteil*/straf*/illegal*/geldwäsch*/schmugg*/doping*/gewalt*/angriff*/extremis*/mutmaßlich*/skandal*/
      entführ*/vergift*/razzia*`,
    denies: `dementi*/leugne*/geleugnet/abgestritten/unschuld*/unschuldig/freigesprochen*/freispruch*/haltlos*/
      unbegründet*/unwahr/unwahre/unbewiesen*/unbelegt* | bestreite*/bestritt* … alles | bestreite*/bestritt* dies/dass/das/es/jede*/jegliche*/jemals/je |
      streitet/stritt/streiten/stritten … ab | kein/keine/keinen/keinerlei … beweis*/beleg*/hinweis*/anhaltspunkt*/indiz* |
      nicht schuldig | nichts … zu tun | sprach/sprachen/spricht … frei | frei erfunden | aus der luft gegriffen |
      nicht wahr/bewiesen/erwiesen/belegt/bestätig*/angeklagt | als/von/eine verleumdung | als lüge* | mangels beweis* |
      verfahren* … eingestellt`,
    rejects: `weist/weisen/wies/wiesen … zurück | zurückgewies*/zurückweis*/zurückzuweis*/bestreite*/bestritt*/verneint*/
      widersprach*/widerspricht/widersprochen/falsch/wehrt/wehrte/wehrten/gewehrt`,
    claims: `vorwurf*/vorwürf*/anschuldigung*/beschuldigung*/behauptung*/darstellung*/*bericht/*berichte/*berichten/verdacht*/beteiligung*/schuld/mitschuld/verwicklung*/tat/taten/spekulation*/gerücht*/unterstellung*/
      meldung*/zusammenhang*`,
    otherSide: `wollt*/will … nicht … äußern | lehnt* … stellungnahme/kommentar … ab | keine stellungnahme |
      äußert* sich … nicht | anwalt/anwältin/anwälte/anwälten/rechtsanwalt/verteidiger* … sagt*/erklärt*/betont*/nannt*/kritisiert*`,
    except: `nicht dementi* | dementi* nicht | kein dementi | nicht leugn* | leugne* nicht | bestreit*/bestritt* nicht |
      bestreit*/bestritt* _ nicht | bestreit*/bestritt* _ _ nicht | nicht bestritt* | nicht bestreit*`,
  },
  fr: {
    accuses: `accus*/soupçonn*/interpell*/arrêt*/inculp*/poursuiv*/enquêt*/corruption/corromp*/escroqu*/fraud*/blanchi*/
      meurtr*/assassin*/tué/tués/tuée/tuées/attentat*/attaqu*/terror*/tortur*/agress*/viol*/harcel*/détourn*/espion*/illégal*/
      condamn*/complic*/dénonc*/scandal*/aurait/auraient/explos*/enlèv*/enlev*/reproch*/suspect* | mis/mise/mises en examen |
      pots de vin | jugé/jugée/jugés pour`,
    denies: `nie/nient/niait/niaient/nia/nièrent/niant/démenti/démentie/démentis/démenties/dément/démentent/démentait/innocence/
      infondé*/relaxé/relaxée/relaxés/relaxe/acquitté*/acquittement* | de/à nier | est/être/sont/serait/dit/disent/déclar*/estim* innocent* | non/pas coupable* |
      sans fondement* | aucun/aucune/sans … preuve* | pas/absence/faute/manque de … preuve* | accus* … mensong*/calomni* | rien à voir | non lieu |
      pas été prouv*/établi*/confirm*/inculp*/mis/mise | classé* sans suite`,
    rejects: `rejet*/réfut*/contest*/récus*/balay*`,
    claims: `accusation*/allégation*/charge/charges/infraction*/implication*/affirmation*/information*/soupçon*/culpabilité/
      rumeur*/participation/imputation*/grief* | les faits`,
    otherSide: `refus* de commenter/s/répondre/réagir | pas souhaité/voulu … commenter/répondre/réagir/s | pas répondu/réagi |
      avocat* … affirm*/déclar*/estim*/assur*/dit/dénonc*/soutien*/plaid*`,
    except: `ne nie/nient/niait/niaient/dément pas | n a/ont/avait pas nié/démenti/rejeté/contesté | sans nier |
      ne peut/peuvent/saurait/saurions nier | difficile/impossible de nier | n a jamais nié`,
  },
  es: {
    accuses: `acus*/sospech*/detenid*/detuv*/detenc*/arrest*/imputad*/imput*/investig*/denunci*/soborn*/corrup*/fraud*/estaf*/
      blanque*/asesin*/homicid*/mató/mataron/atentad*/ataqu*/atacó/atacaron/terror*/tortur*/abus*/viol*/acos*/espí*/ilegal*/
      conden*/culp*/cómplic*/secuestr*/extors*/tráfico/contraband*/presunt*/juicio/escándal*/yihad*/malvers*/lavado/favoreci*`,
    denies: `negó/niega/niegan/negaron/negado/negaba/negando que/haber/ser/estar/tener/todo/todas/cualquier/tajantemente/
      rotundamente/categóricamente | desmint*/desmient*/desment*/inocente/inocencia/infundad*/absuelt*/absolv*/absuelv* |
      declar* … inocentes | no culpable* | no hay/existe/existen/tiene*/haya/había/hubo … prueba*/evidencia*/indicio* |
      sin … prueba*/fundamento* | falta de prueba* | carec*/carent* de fundamento | nada que ver | calific*/tach* … calumni*/fals*/mentira*/difama* |
      no es cierto | es/son falso/falsa/falsos/falsas | no ha/han sido … acusad*/imputad*/condenad*/probad*/confirmad*`,
    rejects: 'negó/niega/niegan/negaron/negado/negaba/negando/rechaz*/desestim*/refut*/descalific*',
    claims: `acusacion*/acusación/alegacion*/alegato*/denuncia/denuncias/cargo/cargos/implicación/participación/vínculo*/
      imputacion*/señalamiento*/responsabilidad/afirmacion*/información/informaciones/informe*/hechos/delito*/culpabilidad/relación`,
    otherSide: `declin*/rehus* … coment*/declar*/responder | no respond* | abogad*/defensa … dijo/afirm*/asegur*/sostien*/sostuvo/declar*`,
    except: `no negó/niega/niegan/negaron/desmint*/desmient*/rechaz* | no ha/han/había negado/desmentido/rechazado |
      no puede/pueden negar* | no se puede negar*`,
  },
  it: {
    accuses: `accus*/sospett*/arrest*/indagat*/indagin*/tangent*/corru*/frod*/truff*/riciclagg*/uccis*/omicid*/assassin*/
      attentat*/attacc*/terror*/tortur*/abus*/violen*/viola*/molest*/spion*/illegal*/condann*/complic*/processo/denunc*/
      presunt*/scandal*/rapit*/favor*`,
    denies: `smenti*/smentisc*/innocente/innocenza/infondat*/assolt*/assoluzion*/prosciol* | nega/negano/negò/negato/negando che/di/ogni/
      tutto/qualsiasi | dichiar* … innocenti | non ci sono/sarebbero … prov* | non c è … prov* | senza/mancanza/nessuna … prova/prove |
      non colpevol* | nulla/niente a che | priv* di fondamento | accusa/accuse … fals*`,
    rejects: 'respin*/contest*/rigett*/nega/negano/negò/negato/negando',
    claims: 'accusa/accuse/addebit*/notizi*/responsabilità/coinvolgiment*/ricostruzion*/fatti',
    otherSide: `rifiut* … commentare | avvocat*/legale/legali … dice/detto/afferm*/sostien*/dichiar*`,
    except: `non ha/hanno/aveva smentit*/negato/respint* | non smentisc* | non nega/negano/negò | non si può negare`,
  },
  pl: {
    accuses: `oskarż*/podejrz*/zarzut*/zarzuc*/zatrzym*/areszt*/łapów*/korup*/oszu*/morder*/zabi*/zabój*/zamach*/atak*/terror*/
      tortur*/gwałt*/molest*/szpieg*/nielegaln*/skaza*/przestęp*/śledztw*/afer*/porwa*/rzekom*/faworyz*`,
    denies: `zaprzecz*/zdementowa*/dementuj*/niewinny/niewinna/niewinni/niewinność/niewinności/uniewinn*/bezpodstawn*/bezzasadn* |
      nie przyzn* się | brak*/nie ma … dowod* | nic wspólnego | nie udowodn*/potwierdz* | nazw* … oszczerst*/kłamst*/pomówieni* | umorz* | zarzut*/oskarże* … fałszyw*/nieprawdziw*`,
    rejects: 'odrzuc*/odpier*',
    claims: 'zarzut*/oskarże*/doniesie*/informacj*/podejrze*/pomówie*',
    otherSide: `odmów* … komentarz* | nie … skomentow* | adwokat*/obroń* … mówi*/powiedz*/twierdz*/oświadcz*`,
    except: 'nie zaprzecz* | nie zdementowa* | nie dementuj* | nie odrzuc* | nie można zaprzecz*',
  },
  pt: {
    accuses: `acus*/suspeit*/preso/presos/presa/presas/prisão/detid*/investig*/propina*/suborn*/corrup*/fraud*/lavag*/assassin*/
      homicíd*/matou/mataram/atentad*/ataqu*/terror*/tortur*/abus*/estupr*/asséd*/espion*/ilegal*/conden*/culp*/sequestr*/
      extors*/tráfico/traficant*/contraband*/supost*/denunci*/réu/escândal*/julga*/favorec*`,
    denies: `nega/negam/negou/negaram/negava/negado/negando que/ter/ser/estar/qualquer/todas/todo | desment*/desmint*/inocente/inocência/
      infundad*/absolv* | não há/existem/havia … provas/evidências/indícios | sem … provas/fundamento | falta de provas | não culpado |
      nada a ver | não tem/tinha/têm … ligação/envolvimento | acusaç*/alegaç* … fals*`,
    rejects: 'nega/negam/negou/negaram/negava/negado/negando/rejeit*/refut*/repudi*/contest*',
    claims: `acusaç*/alegaç*/denúncia*/envolvimento/participação/informaç*/crime/crimes/irregularidade*/culpa/responsabilidade`,
    otherSide: `não quis … comentar | não respond* | recus* … comentar | advogad*/defesa … disse/afirm*/declar*/alega*`,
    except: `não nega/negam/negou/negaram/desment*/desmint*/rejeit* | não se pode negar`,
  },
  ar: {
    accuses: `*اتهم*/*اتهام*/*متهم*/*اشتبه*/*اشتباه*/*مشتبه*/اعتقل*/*اعتقال*/أوقف*/*توقيف*/احتجز*/*رشوة/*رشاوى/*فساد/*احتيال*/
      *إرهاب*/*تفجير*/*هجوم*/*قتل*/*اغتيال*/*تعذيب*/*اغتصاب*/*تجسس*/*تحقيق*/*محاكم*/يحاكم*/*جريمة/*جرائم/*تهريب*/*مزاعم*/
      *انتهاك*/*اختطاف*/*عقوبات*/*تورط*/*ضالع*/*ضلوع*`,
    denies: `نفى/نفت/نفوا/ينفي/تنفي/ينفون/نافيا/نافية/كذب/كذبت/فند/فندت/يفند/تفند/دحض/دحضت/أنكر/أنكرت/ينكر/تنكر/براءة/براءته/براءتها/
      براءتهم/بريء/بريئة/تبرئة/*ملفق* | لا أساس | لا صحة | عار/عارية/عاريا … الصحة | غير صحيح* |
      لا/لم/عدم توجد/يوجد/وجود/كفاية … دليل*/أدلة | دون/بلا/بدون … دليل/أدلة | لم تثبت/يثبت | لا علاقة له/لها/لهم | *اتهامات/مزاعم كاذبة | غير مذنب*`,
    rejects: 'رفض*/يرفض*/ترفض*',
    claims: '*اتهام*/*مزاعم*/*ادعاء*/*تهمة/*تهم/*تقارير*/*أنباء*/*شائعات*',
    otherSide: `رفض* … التعليق | امتنع* عن التعليق | لم يعلق/تعلق/يرد/ترد | قال/قالت/أكد/أكدت محامي* | محامي* … قال/أكد`,
    except: `لم ينف/تنف/ينفوا/ينفي/تنفي/ينكر/تنكر | لا ينفي/تنفي/ينكر/تنكر | لا يمكن إنكار/نفي`,
  },
  fa: {
    accuses: `متهم*/اتهام*/ظن/مظنون*/بازداشت*/دستگیر*/رشوه*/فساد*/کلاهبردار*/قتل*/کشت*/ترور*/حمله*/انفجار*/شکنجه*/تجاوز*/
      جاسوس*/محاکمه*/جرم*/جنایت*/قاچاق*/غیرقانون*/تحریم*/پولشویی/ادعا*`,
    denies: `تکذیب/بیگناه*/تبرئه/بیاساس*/انکار | بی گناه*/اساس*/پایه* | مدرک*/شواهد*/سند*/دلیل* … ندارد/ندارند/نیست/نداشت*/نشده*/نداده* |
      ثابت/اثبات نشد* | نقشی/دخالتی/ارتباطی/دستی … ندارد/ندارند/نداشت* | دروغ/پوچ خواند*/دانست*`,
    rejects: 'رد کرد*/می/شد*/نمود*',
    claims: 'اتهام*/ادعا*/خبر*/گزارش*/شایع*/اظهارات*/دخالت*',
    otherSide: 'از اظهار نظر … خودداری | وکیل* … گفت*',
    except: 'رد/تکذیب/انکار نکرد*/نمی | قابل/غیرقابل انکار',
  },
  zh: {
    accuses: `*指控*/*指责*/*涉嫌*/*嫌疑*/*逮捕*/*拘留*/*被捕*/*受审*/*贿*/*腐败*/*贪污*/*诈骗*/*恐怖*/*袭击*/*谋杀*/*杀害*/*酷刑*/
      *间谍*/*走私*/*洗钱*/*非法*/*调查*/*起诉*/*犯罪*/*强奸*/*绑架*/*爆炸*/*偏袒*`,
    denies: `*否认*/*驳斥*/*反驳*/*辟谣*/*无罪*/*清白*/*没有证据*/*无证据*/*缺乏证据*/*证据不足*/*毫无根据*/*没有根据*/*不属实*/
      *子虚乌有*/*捏造*/*与*无关*`,
    rejects: '*不实*',
    claims: '*指控*/*报道*/*说法*',
    otherSide: '*拒绝置评*/*不予置评*/*未回应*/*拒绝评论*/*律师*表示*',
    except: '*不可否认*/*不否认*/*没有否认*/*并未否认*/*未否认*/*无法否认*/*不容否认*',
  },
};
