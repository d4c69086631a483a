import type { Entity } from '../agents/entity.ts';
import { findPersonalData } from '../agents/find-personal-data.ts';
import { keyOf, readKeywords } from '../agents/read-keywords.ts';

/** Those whose ways to speak of oneself are known here. In any other, nobody can tell whether a question is personal. */
const JUDGED = new Set(['en', 'de', 'fr', 'es']);

/** Facts of a message that belong to who wrote it. */
const OF_A_PERSON = new Set(['email', 'phone', 'name', 'company']);

const words = (list: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${list})(?![\p{L}\p{N}])`, 'iu');

/** All languages are looked for in all texts: a message may mix them, and its language is a guess. */
const SIGNS: readonly RegExp[] = [
  // mine, ours
  words(
    'my|mine|myself|our|ours|mein(?:e[nmrs]?)?|unser(?:e[nmrs]?)?|mon|ma|mes|nos|notre|le mien|la mienne|mi|mis|míos?|mías?|nuestr[oa]s?',
  ),
  // what this person did, or had done to them
  words(
    `(?:i|we)(?:'ve| have| had)?(?: just| already| only| also| never| not| still)* (?:ordered|bought|paid|purchased|received|sent|returned|booked|cancell?ed|signed|registered|subscribed|applied|waited|got)`,
  ),
  words(
    `(?:i|we)(?:'ve| have| was| were| am|'m| are|'re)(?: just| already| still| not| been)* (?:charged|billed|refunded|waiting|missing|told|promised|locked|logged|got|gotten)`,
  ),
  words(
    `(?:ich|wir|hab|habe|haben|hatte|hatten) .{0,80}?(?:bestellt|gekauft|bezahlt|gezahlt|überwiesen|erhalten|bekommen|gebucht|storniert|gekündigt|reklamiert|registriert|zurückgeschickt|geschickt|gewartet)`,
  ),
  words(`ich warte|wir warten|j'attends|nous attendons|estoy esperando|llevo .{0,30}esperando|sigo esperando`),
  words(
    `(?:j'ai|nous avons|on m'a|on a)(?: déjà| pas| jamais| bien| été)* (?:commandé|acheté|payé|reçu|renvoyé|retourné|réservé|annulé|débitée?|prélevée?)`,
  ),
  words(
    `(?:he|hemos|me han|nos han|me has)(?: ya)? (?:comprado|pedido|pagado|recibido|devuelto|reservado|cancelado|cobrado|enviado)|compré|pedí|pagué|recibí|devolví|reservé|cancelé|compramos|pedimos|recibimos`,
  ),
  // a certain order, and not orders as such
  words(
    `(?:the|this|that|last|latest|previous|recent|existing|missing) (?:order|parcel|package|shipment|invoice|booking|reservation|appointment|refund|ticket|payment|purchase|claim|case)`,
  ),
  words(
    String.raw`(?:die|der|dem|den|das|dies\p{L}*|letzte[nr]?|vorige[nr]?|offene[nr]?) (?:bestellung|paket|päckchen|sendung|rechnung|buchung|reservierung|termin|erstattung|zahlung|ware|reklamation)`,
  ),
  words(
    `(?:la|le|l'|cette|ce|cet|dernière?|une ancienne) ?(?:commande|colis|facture|réservation|rendez-vous|remboursement|paiement|réclamation)`,
  ),
  words(`(?:el|la|este|esta|ese|esa|últim[oa]|del) (?:pedido|paquete|factura|reserva|cita|reembolso|pago|reclamación)`),
  words(
    String.raw`(?:order|invoice|customer|client|booking|ticket|case|reference|tracking|policy|contract) (?:number|no|nr|id|code|status)|tracking|(?:bestell|auftrags|kunden|rechnungs|sendungs|vertrags|vorgangs|ticket)(?:nummer|nr|status)|sendungsverfolgung|numéro de (?:commande|client|suivi|facture|dossier)|suivi de|número de (?:pedido|cliente|seguimiento|factura)|seguimiento|rastre\p{L}+`,
  ),
  // something without a name, which only this person can mean
  words(
    `where(?: is|'s| are|'re) (?:it|they|everything|he|she)|when (?:will|does|is|do|are|would) (?:it|they|he|she) (?:arrive|come|get|be|ship|going|supposed|coming|arriving)|(?:has|have|did|is|was) (?:it|they) (?:been |already |finally |yet |on )*(?:shipped|ship|sent|arrived|arrive|dispatched|delivered|confirmed|ready|its way|the way)`,
  ),
  words(
    `wo (?:ist|bleibt|sind|bleiben) (?:es|sie|er|alles)|wann (?:kommt|kommen|ist|sind) (?:es|sie|er)|(?:ist|sind|wurde|wurden) (?:es|sie|er) .{0,20}?(?:verschickt|versendet|angekommen|unterwegs|da|fertig)`,
  ),
  words(
    `où en (?:est|sont)|(?:est|sont)-(?:il|elle|ils|elles) .{0,20}?(?:arrivée?s?|expédiée?s?|partie?s?|prête?s?)|arrive-t-(?:il|elle)|va-t-(?:il|elle) arriver`,
  ),
  words(`dónde (?:está|están)$|cuándo (?:llega|llegan|llegará|llegarán)$|(?:ha|han) (?:llegado|salido)|ya (?:llegó|salió)`),
  // what became of an order
  words(
    `(?:it|they|everything|nothing|which|one) (?:just |already |finally |only |never |still )*(?:came|arrived|broke|stopped|fell|leaks?|looks|hasn't|haven't|didn't|doesn't|was delivered|were delivered|got here|showed up)|(?:kam|kamen|angekommen|eingetroffen|geliefert worden|kaputt|beschädigt|defekt)|(?:est|sont|n'est|n'est pas|toujours pas) (?:bien |enfin |jamais )?(?:arrivée?s?|livrée?s?|cassée?s?|abîmée?s?)|llegó|llegaron|se rompió|está rot[oa]|dañad[oa]s?`,
  ),
  // who somebody is, and what is known of them
  words(
    String.raw`who am i|about me|know me|remember me|(?:the |a )?name(?: is|'s)|wer bin ich|über mich|kennt ihr mich|kennen sie mich|ich hei(?:ß|ss)e|name ist|je m'appelle|qui suis-je|sur moi|me connaissez|me llamo|quién soy|sobre mí|me conoc\p{L}+`,
  ),
  words(
    String.raw`accounts?|log(?:ged)? ?in|log ?on|sign(?:ed)? in|passwords?|subscriptions?|memberships?|profile|personal data|gdpr|konto|kontos|benutzerkonto|einlog\p{L}*|eingeloggt|login|passwort\p{L}*|kennwort|abo|abos|abonnements?|mitgliedschaft|personenbezogen\p{L}*|dsgvo|compte|comptes|connecter|mot de passe|données personnelles|rgpd|cuentas?|sesión|contraseña|suscripción|datos personales`,
  ),
];

/** "I'm Ana", "Ana here": a name begins with a capital, so these look at the text as it is written. */
const NAMED: readonly RegExp[] = [
  /(?<![\p{L}\p{N}])(?:[Ii] am|[Ii]['’]m|[Tt]his is|[Ii]ch bin|[Hh]ier ist|[Hh]ier spricht|[Jj]e suis|[Ss]oy|[Cc]['’]est|[Aa]quí) \p{Lu}\p{L}+/u,
  /(?<![\p{L}\p{N}])\p{Lu}\p{L}+ (?:here|hier|ici|aquí)(?=\s*[,.!:;–-]|$)/u,
  // signed at the end
  /(?:^|\n|[.!?,–-]\s)\s*(?:regards|best|cheers|love|xx+|gruß|grüße|lg|vg|mfg|cordialement|bises|saludos|un saludo)[,!]?\s+\p{Lu}\p{L}+/iu,
  /\n\s*[–-]?\s*\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?\s*$/u,
];

/** Order and customer numbers, and whatever looks like one. */
const CODES = /[#№]\s?\d{2,}|\d(?:[\s./-]?\d){4,}|[\p{L}\p{N}]+(?:[-_/][\p{L}\p{N}]+)*/gu;
const isCode = (word: string): boolean => {
  const digits = word.match(/\d/g)?.length ?? 0;
  return /^[#№]/.test(word) || digits >= 5 || (digits >= 3 && /\p{L}/u.test(word) && word.length >= 6);
};

/** "How much is this?", "do you have these shoes in blue?" stand under a picture; what is meant is not in the words. */
const POINTING: readonly RegExp[] = [
  /(?<![\p{L}\p{N}])(?:this|that|these|those|it|them|this one|that one|dies|diese[rs]?|das|das hier|ça|cela|celui-ci|celle-ci|esto|este|esta|eso)\s*[?？!.]*\s*$/iu,
  /(?<![\p{L}\p{N}])(?:(?:this|these|those|(?:is|are|does|do|was|for|of|with) that)(?! (?:week|weekend|month|year|morning|evening|afternoon|summer|winter|autumn|spring|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|easter)) \p{L}+|dies(?:e[nmrs]?)? (?!woche|wochenende|monat|jahr|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sommer|winter)\p{L}+|(?:ce|cet|cette|ces) (?!semaine|week-end|mois|année|été|hiver|soir|matin|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\p{L}+|(?:est[ea]s?|es[eao]s?) (?!semana|fin|mes|año|verano|invierno|noche|tarde|lunes|martes|miércoles|jueves|viernes|sábado|domingo|es |son )\p{L}+)/iu,
];
/** "Price?" asks for the price of what it stands under. */
const PRICE = keyOf('price');
const namesNothing = (text: string): boolean => readKeywords(text).every((key) => key === PRICE);

/**
 * Whether an answer to the text may hang on who wrote it: their order, account or identity, or words that only they can explain. Judged
 * too often rather than too seldom: what it costs is a model's call.
 */
export function isPersonalQuestion(text: string, language: string | null, entities: readonly Entity[]): boolean {
  const plain = text.normalize('NFKC').replaceAll('’', "'");
  return (
    language === null ||
    !JUDGED.has(language) ||
    entities.some(({ kind }) => OF_A_PERSON.has(kind)) ||
    /\S@\S/.test(plain) ||
    findPersonalData(plain, null).length > 0 ||
    (plain.match(CODES) ?? []).some(isCode) ||
    POINTING.some((sign) => sign.test(plain)) ||
    namesNothing(plain) ||
    NAMED.some((sign) => sign.test(plain)) ||
    SIGNS.some((sign) => sign.test(plain))
  );
}
