import { expect, it } from 'vitest';
import { tokenIn } from './token.ts';

it.each([
  ['as it is', 'eyJh.bGci.OiJI', 'eyJh.bGci.OiJI'],
  ['as a header says it', ' Bearer eyJh.bGci.OiJI\n', 'eyJh.bGci.OiJI'],
  ['broken into lines', 'eyJh.b\r\nGci.O\n  iJI', 'eyJh.bGci.OiJI'],
  ['cut off, which the API then says is none', 'eyJh.bG…', 'eyJh.bG'],
])('finds a token that is pasted %s', (_, pasted, token) => {
  expect(tokenIn(pasted)).toBe(token);
  expect(() => new Headers({ authorization: `Bearer ${tokenIn(pasted)}` })).not.toThrow();
});
