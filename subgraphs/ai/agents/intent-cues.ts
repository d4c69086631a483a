import { stem } from './stem.ts';
import { countLinks, stripHandles } from './strip-addressing.ts';
import { tokenize } from './tokenize.ts';

const stems = (words: string): Set<string> => new Set(words.trim().split(/\s+/).map(stem));

/** Words that lean one way in any trade: a few hundred examples cannot teach them all. English, German, French, Spanish. */
const LEXICA = {
  buying: stems(`
    buy purchase order reserve reservation book booking rent hire quote price pricing cost fee rate discount offer deal available
    availability stock subscribe plan package ticket trial demo wholesale catalogue menu budget upgrade apply enrol signup interested
    looking need want afford cheap cheapest flight hotel room table pizza burger kaufen bestellen preis kostet kosten angebot
    reservieren buchen verfügbar lieferbar acheter prix combien réserver devis disponible commander comprar precio cuánto cuesta
    presupuesto reservar disponible tarifa`),
  trouble: stems(`
    password login log account broken error crash problem issue fix stuck refund return cancel reset change update missing lost
    tracking parcel package delivered invoice bill statement balance payment transfer withdraw withdrawal pending declined blocked
    freeze activate verify pin charged charge transaction help assist warranty replace repair reschedule claim reimburse passwort
    konto fehler kaputt hilfe rechnung paket kündigen stornieren verschieben compte erreur annuler colis facture aide livraison cuenta
    contraseña pedido error factura ayuda cancelar insurance policy`),
  bad: stems(`
    bad worst worse terrible awful horrible poor rude disappoint disappointed disappointing disappointment disgusting unacceptable
    ridiculous waste useless junk garbage rubbish crap sucks suck hate angry furious annoyed annoying upset overpriced bland stale soggy
    cold slow dirty filthy unfriendly unprofessional pathetic shame scam fraud fake lie lies never nobody ignored avoid regret fail failed
    fails failure broke broken cheaply flimsy uncomfortable mediocre lousy gross tasteless unhelpful unreliable lacking lacked dry tough
    burnt weak defective dead sick wrong unfortunately sadly frustrating frustrated nasty ugly noisy weird stupid boring overcooked undercooked
    schlecht schlechtester schlimm enttäuscht unverschämt frechheit miserabel unfreundlich katastrophe mangelhaft ärgerlich betrug nie
    horrible déçu déçue mauvais mauvaise inadmissible honte nul arnaque désagréable jamais
    malo mala pésimo pésima decepcionado decepcionada vergüenza horrible estafa grosero nunca`),
  good: stems(`
    good great best better awesome amazing excellent perfect perfectly love loved lovely wonderful fantastic beautiful delicious
    friendly nice happy pleased impressed impressive recommend recommended brilliant outstanding superb fabulous gorgeous incredible
    tasty fresh comfortable cool fun favourite favorite easy quick sturdy solid clear crisp clean attentive helpful kind charming enjoy
    enjoyed enjoyable delightful delighted thrilled glad thank thanks kudos bravo cute pleasant reasonable reasonably worth quality
    super toll tolle tolles wunderbar perfekt lecker begeistert freundlich danke beste klasse schön
    excellent parfait merci adore délicieux magnifique génial bravo charmant recommande meilleur contente content
    excelente perfecto gracias encanta delicioso genial mejor bonito contento contenta recomiendo encantador bueno buena`),
  spam: stems(`
    win won winner prize claim free click subscribe subscriber channel follower followers giveaway casino bitcoin crypto forex invest
    viagra sexy singles nude adult lottery guaranteed txt reply stop congratulations congrats earn rich millionaire loan ringtone promo
    voucher awarded selected unclaimed bonus whatsapp telegram dm seo backlinks traffic vote ur robux vbucks gagné gewonnen verdiene
    verdienen ganado gana premio urgent mob mobile landline sms check video youtube link`),
  chat: stems(`
    hi hello hey thanks thank bye goodbye morning evening afternoon ok okay yes yeah yep no nope sure alright maybe correct name
    joke bot robot human weather meaning repeat again moment wait great welcome lol haha hours open located location hallo guten danke
    ja nein tschüss bonjour merci oui non hola gracias sí vale adiós listening watching song who`),
};

const NEGATION = stems(
  "not no never don't didn't doesn't isn't wasn't won't can't couldn't wouldn't nothing nicht kein keine nie pas jamais nada nunca sin",
);
const ASKS_WAY =
  /\b(?:how (?:do|can|to|long|much|many)|where (?:is|can|do)|what(?:'?s| is| are| do)|when (?:is|will|do)|why|can you|could you|can i|is there|do you|are you|wie|wo|wann|warum|comment|où|quand|cómo|dónde|cuándo)\b/i;
const PRICE = /[$€£¥]\s?\d|\d\s?(?:[$€£]|usd|eur|gbp|euros?|dollars?|pounds?)\b/i;
const POSITIVE_EMOJI = /[❤😍🥰😊😀😁🙌👏🔥💪👍🎉💯✨😘]/u;
const NEGATIVE_EMOJI = /[😡🤬😠👎😤🤮😞😢😭💩]/u;

export const CUE_NAMES = [
  ...Object.keys(LEXICA).flatMap((name) => [name, `${name} share`]),
  'good denied',
  'bad denied',
  'asks',
  'question mark',
  'exclamation',
  'shouting',
  'link',
  'price',
  'long number',
  'short',
  'long',
  'wordless',
  'positive emoji',
  'negative emoji',
  'mine',
  'yours',
  'was',
] as const;

const level = (count: number): number => Math.min(1, count / 3);

/** A handful of properties of the raw message between 0 and 1, in the order of CUE_NAMES. */
export function readIntentCues(text: string): number[] {
  const plain = stripHandles(text);
  const words = tokenize(plain);
  const roots = words.map(stem);
  const total = Math.max(1, words.length);
  const counts = Object.values(LEXICA).map((lexicon) => roots.filter((root) => lexicon.has(root)).length);
  const denied = (lexicon: Set<string>): number =>
    roots.filter((root, at) => lexicon.has(root) && roots.slice(Math.max(0, at - 3), at).some((before) => NEGATION.has(before)))
      .length;
  const letters = plain.match(/\p{L}/gu)?.length ?? 0;
  const capitals = plain.match(/\p{Lu}/gu)?.length ?? 0;
  return [
    ...counts.flatMap((count) => [level(count), count / total]),
    level(denied(LEXICA.good)),
    level(denied(LEXICA.bad)),
    Number(ASKS_WAY.test(text)),
    Number(/[?？]/.test(text)),
    level(text.match(/!/g)?.length ?? 0),
    Number(letters > 8 && capitals / letters > 0.4),
    Number(countLinks(text) > 0),
    Number(PRICE.test(text)),
    Number(/\d{5,}/.test(text)),
    Number(words.length <= 3),
    Number(words.length > 25),
    Number(words.length === 0),
    Number(POSITIVE_EMOJI.test(text)),
    Number(NEGATIVE_EMOJI.test(text)),
    Number(/\b(?:i|my|me|we|our|us|ich|mein|meine|wir|je|mon|ma|nous|mi|mis)\b/i.test(text)),
    Number(/\b(?:you|your|ur|u|ihr|sie|vous|votre|usted|ustedes)\b/i.test(text)),
    Number(/\b(?:was|were|had|did|been|war|waren|hatte|était|fue|era)\b/i.test(text)),
  ];
}
