/** Words that give a language away: function words, and what people write to a business. A word of two languages counts half for each. */
export const LANGUAGE_WORDS: Record<string, string> = {
  en: `the be is are was were am i you he she it we they my your his her our their this that these those a an and or but not don't doesn't
    can't didn't i'm i'll i've it's isn't do does did have has had will would can could should of in on at to for from with by about as if when where what who how
    why which there here please thanks thank hello hi hey yes no ok good great bad want need help order price much many open today tomorrow yesterday next last
    week month day morning night get got make my me us them than then very so just also any some all more new old out up back go going know like love
    month meeting call email set add show tell first second after before until between hours minutes time still never always best worst nice really ever money buy ship sale available account card free
    leave left january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday years weeks days pm`,
  de: `der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ich du er sie es wir ihr mich mir dich dir uns euch mein
    meine dein ist sind war waren bin bist habe hat haben hatte wird werden wurde kann können könnte möchte muss soll will wollen von vom zu zum zur im in am an auf aus
    bei beim mit nach für über unter um bis durch gegen ohne seit wie was wer wo wann warum welche dass wenn als auch noch nur schon sehr mehr alle hier da bitte danke
    hallo guten tag morgen heute gestern abend nächste nächsten letzte woche monat jahr jahre uhr stunden minuten tage zwei drei ja nein gut schlecht preis kostet bestellung hilfe
    gibt geht montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember ihnen sich dann zwischen werde gehe paket geld konto viel vielen zurück
    dieser diese dieses diesem diesen dauer vor einmal mal doch super toll leider`,
  fr: `le la les l' un une des du de d' et ou mais ne pas plus je j' tu il elle on nous vous ils elles me m' te se s' ce c' cet cette ces mon ma mes ton ta votre vos notre
    nos leur est sont était suis es êtes avez ai a as avons ont avait sera serai être avoir fait faire peux peut pouvez veux voudrais dans sur sous avec sans pour par en au aux
    chez vers entre depuis pendant qui que qu' quoi où quand comment pourquoi combien quel quelle si oui non bonjour bonsoir merci salut très bien bon aussi tout tous
    toute aujourd'hui demain hier matin soir jour jours semaine mois an ans heures heure minutes prix commande livraison aide compte reçu prochain prochaine dernier lundi mardi mercredi
    jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre deux trois puis après avant jusqu'à s'il plaît argent encore jamais partir d'un d'une n'ai n'est qu'est-ce j'ai c'est`,
  es: `el la los las un una unos unas de del y o pero no yo tú él ella nosotros usted ustedes me te se nos mi mis tu su sus este esta estos estas ese esa eso esto es son
    era fue soy eres está están estoy estaba ser estar he ha han hay tengo tiene tienen quiero quisiera puedo puede pueden hacer hace voy va en con sin por para sobre entre desde hasta
    a al que qué quién cómo cuándo dónde cuánto cuánta cuál si sí hola gracias buenos buenas días día tarde tardes noche noches mañana hoy ayer semana semanas mes meses año años hora horas minutos próximo
    próxima pasado muy más también ya todo todos bien bueno mal precio pedido ayuda cuenta dinero envío comprar lunes martes miércoles jueves viernes sábado domingo enero febrero
    marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre dos tres después antes lo le les favor cuesta nunca volver volveré saldré`,
  it: `il lo la i gli le un uno una di del dello della dei degli delle e ed o ma non io tu lui lei noi voi loro mi ti si ci vi mio mia tuo sua suo questo questa quello quella è sono era
    sei siamo ho hai ha abbiamo hanno essere avere fare fatto voglio vorrei posso può potete in nel nella nei con senza per su sul sulla tra fra da dal dalla dalle alle al alla ai che chi come quando
    dove quanto quale perché se sì no ciao grazie buongiorno buonasera salve oggi domani ieri mattina sera giorno giorni settimana settimane mese mesi anno anni ora ore minuti prossimo prossima scorso scorsa
    molto più anche già tutto tutti bene prezzo ordine aiuto conto soldi lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio
    agosto settembre ottobre novembre dicembre due tre dopo prima fino circa tornerò sarò`,
  pt: `o a os as um uma uns umas de do da dos das e ou mas não eu tu ele ela nós você vocês me te se nos meu minha seu sua este esta isso isto esse essa é são era foi sou está estão estou
    estava ser estar tenho tem têm quero queria posso pode podem fazer faz vou vai em no na nos nas com sem por para pelo pela sobre entre desde até ao à às que quem como quando onde quanto
    qual porque se sim olá oi obrigado obrigada bom boa dia dias tarde noite manhã amanhã hoje ontem semana semanas mês meses ano anos hora horas minutos próximo próxima passado passada muito mais também já
    tudo todos bem preço pedido ajuda conta dinheiro segunda terça quarta quinta sexta feira sábado domingo janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro dois duas três
    depois antes voltarei voltar ele irei`,
  nl: `de het een en of maar niet geen ik jij je u hij zij ze wij we jullie mij me mijn jouw uw zijn haar ons onze dit dat deze die is was waren ben bent heb hebt heeft had hebben worden wordt
    werd zal zullen zou kan kunnen kon moet wil willen wilde van voor met naar op in aan uit bij over onder tot door om tegen zonder sinds hoe wat wie waar wanneer waarom welke als dan ook nog al
    alleen zeer heel meer alle hier daar alsjeblieft alstublieft bedankt dank hallo hoi goedemorgen goed slecht vandaag morgen gisteren ochtend middag avond volgende vorige week weken maand maanden jaar uur minuten dag dagen
    prijs bestelling hulp rekening geld te er maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei juni juli augustus oktober twee drie na tussen weg terug ga gaan`,
  sv: `jag du han hon den det vi ni de mig dig oss er min mitt mina din ditt sin en ett och eller men inte är var varit vara har hade ha ska skulle kan kunde måste vill ville av för med till från på i om
    under över vid mot utan sedan hur vad vem var när varför vilken som att då också bara mycket mer alla här där tack hej god dag idag imorgon igår morgon kväll natt nästa förra vecka veckor månad månader år timmar
    minuter dagar pris beställning hjälp konto pengar måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars maj juni juli augusti oktober två tre efter innan mellan kommer åka klockan tillbaka`,
  da: `jeg du han hun den det vi i de mig dig os jer min mit mine din en et og eller men ikke er var været har havde skal skulle kan kunne må vil ville af for med til fra på om under over ved mod uden siden hvordan hvad hvem
    hvor hvornår hvorfor som at også kun meget mere alle her der tak hej god i dag i morgen går uge uger måned år timer minutter dage pris bestilling hjælp penge mandag tirsdag onsdag torsdag fredag lørdag søndag`,
  pl: `i w na z do się nie to jest są był była być mam ma mamy mogę może chcę proszę dziękuję dzień dobry cześć jak co kto gdzie kiedy dlaczego czy ile że ale lub dla od po przed przez za o mnie mój moja ja ty on ona my wy
    dziś jutro wczoraj tydzień miesiąc rok zamówienie cena pomoc pieniądze już tylko bardzo też tak jeszcze poniedziałek wtorek środa czwartek piątek sobota niedziela`,
  tr: `bir ve veya ama değil ben sen o biz siz onlar benim senin bu şu ne kim nasıl neden nerede zaman kaç için ile gibi kadar sonra önce bugün yarın dün sabah akşam gece hafta ay yıl saat dakika gün günü var yok mı mi mu mü
    evet hayır merhaba teşekkürler teşekkür lütfen çok daha en da de ki fiyat sipariş yardım para iyi kötü pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim
    kasım aralık gelecek geçen önümüzdeki olarak olan oldu olacak arasında saatte günün ayın yılın haftaya istiyorum nerede`,
};

/** Letters and endings for messages in which no listed word stands. */
export const LANGUAGE_SIGNS: [language: string, sign: RegExp][] = [
  ['de', /ß|\p{L}(?:ung|keit|lich|isch|schaft)\b|sch|[äöü]/giu],
  ['fr', /[çœêâîûù]|\p{L}(?:eux|aux|tion|ment)\b|\b[djlmnst]'\p{L}/giu],
  ['es', /[ñ¿¡]|\p{L}(?:ción|dad|ando|iendo|aré|eré)\b/giu],
  ['it', /\p{L}(?:zione|zioni|mente|ando|endo|erò|arò|ità)\b|\p{L}[àòì]\b/giu],
  ['pt', /[ãõ]|\p{L}(?:ção|ções|dade|mente|inho)\b|lh|nh/giu],
  ['nl', /ij|\p{L}(?:heid|lijk|tje)\b|aa\p{L}/giu],
  ['sv', /å|\p{L}(?:ning|het|arna|orna)\b|[äö]/giu],
  ['da', /[æø]/giu],
  ['pl', /[łąęśżźćń]|sz|cz/giu],
  ['tr', /[ğış]|\p{L}(?:lar|ler|dan|den|yor|cak|cek|ım|im|lık|lik|ında|inde)\b/giu],
  ['en', /\p{L}(?:ing|tion|ness|ould|ight|'s|'t)\b|\bth|wh/giu],
];
