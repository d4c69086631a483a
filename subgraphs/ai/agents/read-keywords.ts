import { stem } from './stem.ts';
import { stripAddressing } from './strip-addressing.ts';
import { READ_LIMIT, tokenize } from './tokenize.ts';

const STOP_WORDS = new Set(
  `a an the and or but if so as of in on at to for from by with about into than then this that these those there here it its is am are was were be been being i'm it's
  i me my mine we us our you your yours u ur he she they them his her their who whom what which when where why how do does did doing don't can can't could would should will
  won't may might must shall have has had having not no yes also just only very too any some all each more most much many please pls thanks thank hi hello hey dear good
  morning evening afternoon know tell let get got want need like help question wondering possible someone anyone guys team ok okay really still already now
  der die das den dem des ein eine einen einem einer und oder aber wenn als von vom zu zum zur im in am an auf aus bei mit nach für über um bis ich mich mir mein meine wir uns
  ihr euch sie ihnen er es du dich dir man ist sind war bin hat habe haben kann können könnt möchte würde wird werden soll muss will wie was wer wo wann warum welche nicht
  kein keine auch noch nur schon sehr mehr hier da bitte danke hallo guten tag gerne gern gibt
  le la les l un une des du de d et ou mais si que qui quoi où quand comment pourquoi quel quelle est sont était suis avez avons ai a ont être avoir je j me mon ma mes nous
  notre vous votre vos il elle ils on ce cet cette ces se s en au aux dans sur pour par avec sans ne pas n plus très bien bonjour merci svp plaît peux peut pouvez voudrais est-ce
  el los las una unos unas del al y o pero qué cuál cómo cuándo dónde quién por para con sin sobre entre es son era soy está están estoy hay ha he han yo mi mis tu su sus me te se
  nos lo le les no sí muy más ya también hola gracias buenos buenas favor puedo puede pueden quiero quisiera tengo tienen`.split(
    /\s+/,
  ),
);

/** Words a customer and a knowledge page use for the same thing, brought to the first of their group. Four languages side by side. */
const SAME_THING = [
  'delivery deliver ship shipping shipment send courier dispatch postage versand liefern lieferung liefert verschicken livraison livrer livrez envoi envío envíos enviar entrega',
  'price prices cost costs costing fee fees pricing expensive cheap preis preise kosten kostet gebühr teuer prix coûte coûter tarif tarifs coût precio precios cuesta coste tarifa',
  'open opening opens opened hours close closes closed closing öffnungszeiten geöffnet öffnen offen horaires ouvert ouvrez ouverture horario abierto abren abrir',
  'return returns refund refunds refunded retour rückgabe zurückgeben umtausch umtauschen erstattung remboursement retourner rembourser échanger devolución devolver reembolso cambiar',
  'cancel cancels cancelled canceled cancellation stornieren storno kündigen kündigung annuler annulation cancelar cancelación',
  'book booking bookings reserve reservation reservations appointment appointments buchen buchung reservieren reservierung termin réserver réservation rendez-vous reservar reserva cita',
  'pay payment payments paying paypal visa mastercard instalments zahlen bezahlen zahlung payer paiement pagar pago pagos',
  'order orders ordering ordered purchase buy buying bestellen bestellung kaufen commander commande acheter pedir pedido comprar compra',
  'located location located address directions adresse standort adresse situé dirección ubicación ubicados',
  'warranty guarantee guaranteed garantie gewährleistung garantía',
  'discount discounts coupon promo rabatt rabatte gutschein réduction remise descuento descuentos',
  'repair repairs repaired mend reparatur reparieren réparation réparer reparación reparar',
  'parking park parken parkplatz parkplätze stationnement aparcamiento aparcar',
  'password passwort mot-de-passe contraseña',
];

const CANONICAL: ReadonlyMap<string, string> = new Map(
  SAME_THING.flatMap((group) => {
    const words = group.split(' ');
    return words.map((word): [string, string] => [stem(word), `=${words[0]}`]);
  }),
);

/** A key under which the forms and near-synonyms of a word meet; null for a word that says nothing about the subject. */
export function keyOf(word: string): string | null {
  if (STOP_WORDS.has(word) || (word.length < 2 && !/\d/.test(word))) return null;
  const root = stem(word);
  return CANONICAL.get(root) ?? root;
}

/** Keys of the words that carry the subject of a text, each once, in order. */
export function readKeywords(text: string): string[] {
  const keys = tokenize(stripAddressing(text.slice(0, READ_LIMIT))).map(keyOf);
  return [...new Set(keys.filter((key) => key !== null))];
}
