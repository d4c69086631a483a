/** A vector of length 1 in a quarter of its memory. Its length says the scale, so none is kept. */
export type PackedVector = Int8Array;

/** Null for a vector that is all zeros: its text says nothing. */
export function packVector(vector: Float32Array): PackedVector | null {
  const most = vector.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
  return most > 0 ? Int8Array.from(vector, (value) => Math.round((value / most) * 127)) : null;
}

/** Times `scale`. */
export function unpackVector(packed: PackedVector, scale = 1): Float32Array {
  let squares = 0;
  for (let at = 0; at < packed.length; at++) squares += (packed[at] as number) ** 2;
  const unit = scale / Math.sqrt(squares);
  const vector = new Float32Array(packed.length);
  for (let at = 0; at < packed.length; at++) vector[at] = (packed[at] as number) * unit;
  return vector;
}
