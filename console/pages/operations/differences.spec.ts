import { expect, it } from 'vitest';
import { differences } from './differences.ts';

const saved = { persona: 'Kind.', threshold: 85, byIntent: { SALES: 90 }, region: null as string | null };

it('what was typed and taken back is no change', () => {
  expect(differences(saved, { persona: 'Kind.', threshold: 85, byIntent: { SALES: 90 }, region: null })).toEqual({});
  expect(differences<{ threshold: number | string }>({ threshold: 85 }, { threshold: '85' })).toEqual({});
});

it('what is other than saved is all that is a change, down to a threshold of one intent', () => {
  expect(differences(saved, { persona: 'Dry.', threshold: 85 })).toEqual({ persona: 'Dry.' });
  expect(differences(saved, { byIntent: { SALES: 91 } })).toEqual({ byIntent: { SALES: 91 } });
});

it('a field that was emptied is a change', () => {
  expect(differences<{ threshold: number | string }>({ threshold: 0 }, { threshold: '' })).toEqual({ threshold: '' });
});
