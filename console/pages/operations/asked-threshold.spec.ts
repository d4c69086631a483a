import { expect, it } from 'vitest';
import { askedThreshold } from './asked-threshold.ts';

it.each([
  ['threshold=0.85', { threshold: 0.85, intent: null }],
  ['threshold=0&intent=SALES', { threshold: 0, intent: 'SALES' }],
  ['threshold=0.85&intent=NONE', { threshold: 0.85, intent: null }],
  ['threshold=85', null],
  ['threshold=x', null],
  ['threshold=', null],
  ['intent=SALES', null],
])('fills in what a link names, and nothing that makes no sense: %s', (search, asked) => {
  expect(askedThreshold(search)).toEqual(asked);
});
