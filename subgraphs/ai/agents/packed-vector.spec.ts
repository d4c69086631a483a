import { expect, it } from 'vitest';
import { packVector, unpackVector } from './packed-vector.ts';

it('a vector that was packed points where it did, and has length 1', () => {
  const vector = Float32Array.from({ length: 512 }, (_, at) => Math.sin(at * 1.7) * (at % 40 === 0 ? 8 : 1));
  const length = Math.hypot(...vector);
  const back = unpackVector(packVector(vector.map((value) => value / length)) ?? new Int8Array());
  expect(Math.hypot(...back)).toBeCloseTo(1, 6);
  expect(back.reduce((sum, value, at) => sum + value * ((vector[at] ?? 0) / length), 0)).toBeGreaterThan(0.999);
});

it('what says nothing is nothing', () => {
  expect(packVector(new Float32Array(512))).toBeNull();
});
