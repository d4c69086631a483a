export type EntityKind = 'email' | 'phone' | 'budget' | 'quantity' | 'date' | 'name' | 'company' | 'product' | 'place';

/** Something a message states. `text.slice(start, end) === value`, always. */
export type Entity = {
  kind: EntityKind;
  value: string;
  /**
   * E.164 or bare digits, ISO date, `1500 EUR`, `20 people`, lower-cased address or domain; a name is tidied of its blanks,
   * a product is the catalogue's own name for it, a country its ISO 3166 code. */
  normalized: string;
  start: number;
  end: number;
  /** How often a find of this sort is right; judged by hand, not calibrated. */
  confidence: number;
};

export function entityAt(
  kind: EntityKind,
  text: string,
  start: number,
  end: number,
  normalized: string,
  confidence: number,
): Entity {
  return { kind, value: text.slice(start, end), normalized, start, end, confidence };
}
