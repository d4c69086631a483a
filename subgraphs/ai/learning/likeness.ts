/** Cosine of hashed words and their pieces: below it two questions share words and no more. */
export const ALIKE = 0.6;

export function likeness(one: Float32Array, other: Float32Array): number {
  let [product, ofOne, ofOther] = [0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    const [a, b] = [one[at] ?? 0, other[at] ?? 0];
    product += a * b;
    ofOne += a * a;
    ofOther += b * b;
  }
  return ofOne === 0 || ofOther === 0 ? 0 : Math.min(1, product / Math.sqrt(ofOne * ofOther));
}
