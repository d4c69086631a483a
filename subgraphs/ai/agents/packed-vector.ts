/** A vector of length 1 in a quarter of its memory. Its length says the scale, so none is kept. */
export type PackedVector = Int8Array;

/** Null for a vector that is all zeros: its text says nothing. */
export function packVector(vector: Float32Array): PackedVector | null {
  const most = vector.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
  return most > 0 ? Int8Array.from(vector, (value) => Math.round((value / most) * 127)) : null;
}

export function unpackVector(packed: PackedVector): Float32Array {
  const length = Math.sqrt(packed.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(packed, (value) => value / length);
}
