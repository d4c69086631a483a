const STOP = new Set(
  `a an and are as at be been but by can could did do does for from get got had has have hello hey hi how i if in into is it its just last like me my now of on one or our please so still
  take than thank thanks that the their them then there they this time to us want was we were what when where which who will with would you your
  der die das den dem ein eine einen und oder ist sind ich wir sie ihr mit für von zu im am bitte wie was wann wo hallo
  le la les un une des et ou est je nous vous avec pour de du dans bonjour quel quelle el los las una y o es por para con en de hola que qué cuánto`.split(
    /\s+/,
  ),
);

/** What different people call the same thing, brought to one word. */
const SAME = [
  ['deliver', 'delivery', 'ship', 'shipping', 'versand', 'lieferung', 'livraison', 'envío', 'entrega'],
  ['cost', 'costs', 'price', 'prices', 'pricing', 'much', 'kosten', 'kostet', 'preis', 'prix', 'coûte', 'precio', 'cuesta'],
  ['open', 'opening', 'hours', 'closed', 'close', 'geöffnet', 'öffnungszeiten', 'ouvert', 'horaires', 'horario', 'abierto'],
  ['return', 'returns', 'refund', 'rückgabe', 'umtausch', 'remboursement', 'devolución'],
  ['repair', 'repairs', 'reparatur', 'réparation', 'reparación'],
  ['book', 'booking', 'appointment', 'reserve', 'reservation', 'termin', 'réservation', 'reserva', 'cita'],
  ['park', 'parking', 'parkplatz', 'aparcamiento'],
  ['warranty', 'guarantee', 'garantie', 'garantía'],
] as const;
const CANON = new Map<string, string>(SAME.flatMap((group) => group.map((word): [string, string] => [word, group[0]])));

/** The words of a text that carry its subject, in a crude common form, in order. */
export const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !STOP.has(word) && (word.length > 1 || /\d/.test(word)))
    .map((word) => CANON.get(word) ?? CANON.get(word.replace(/s$/, '')) ?? word.replace(/(?<=\p{L}{3})(?:ing|ed|es|s|en)$/u, ''));

/** About as many as the vendors' tokenizers make: a quarter of English text, and one or two for each character of other scripts. */
export function countTokens(text: string): number {
  const other = text.replace(/[\p{ASCII}\p{Script=Latin}]/gu, '');
  return Math.ceil((text.length - other.length) / 4) + other.length;
}
