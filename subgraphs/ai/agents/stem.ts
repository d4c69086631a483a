/** Longest first: the first suffix that leaves a stem of at least three letters is cut. */
const SUFFIXES = [
  'fulness',
  'ization',
  'isation',
  'ations',
  'ation',
  'ement',
  'ingly',
  'ments',
  'ment',
  'ness',
  'ings',
  'ing',
  'edly',
  'ies',
  'ied',
  'ers',
  'est',
  'ed',
  'er',
  'en',
  'es',
  'ly',
  's',
  'e',
  'y',
];

/**
 * Brings the forms of a word together ("deliveries", "delivery", "delivered" share "deliver"). A light suffix cutter, not a
 * dictionary: it serves English well, German, French and Spanish somewhat, and its results are keys to compare, never to show.
 */
export function stem(word: string): string {
  const known = memory.get(word);
  if (known !== undefined) return known;
  const root = cut(word);
  // Bounded by starting over: words repeat, but a flood of made-up ones must not stay.
  if (memory.size >= 20_000) memory.clear();
  memory.set(word, root);
  return root;
}

const memory = new Map<string, string>();

function cut(word: string): string {
  let base = word.normalize('NFD').replace(/\p{M}/gu, '').replace(/'.*$/, '');
  // Two cuts at most: "deliveries" needs one, "bookings" two.
  for (let round = 0; round < 2; round++) {
    if (base.length < 4) break;
    const suffix = SUFFIXES.find((ending) => base.endsWith(ending) && base.length - ending.length >= 3);
    if (suffix === undefined) break;
    base = base.slice(0, -suffix.length);
  }
  return base.replace(/([bdfgklmnprt])\1$/, '$1');
}
