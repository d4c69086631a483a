import { type Usage, unusableAnswer } from './vendor-failure.ts';

/** Vectors of length 1 in single precision. An answer with too few, of another dimension or without a direction cannot be used. */
export function toUnitVectors(
  values: readonly (readonly number[])[],
  count: number,
  dimension: number,
  usage: Usage,
): Float32Array[] {
  if (values.length !== count) throw unusableAnswer(`${values.length} vectors for ${count} texts`, usage);
  return values.map((value) => {
    if (value.length !== dimension) throw unusableAnswer(`a vector of ${value.length} numbers instead of ${dimension}`, usage);
    let squares = 0;
    for (const each of value) squares += each * each;
    const length = Math.sqrt(squares);
    if (!(length > 0 && Number.isFinite(length))) throw unusableAnswer('a vector without a direction', usage);
    return Float32Array.from(value, (each) => each / length);
  });
}
