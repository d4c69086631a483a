import { expect, it } from 'vitest';
import { measureSupport } from './measure-support.ts';

const SOURCE = 'Delivery costs 4.90 euros and takes 2 days. See https://acme.example/delivery or write to help@acme.example.';

it('figures, addresses and links that stand in a source are supported, however the language writes a decimal', () => {
  expect(measureSupport('Der Versand kostet 4,90 Euro und dauert 2 Tage.', [SOURCE])).toBe(1);
  expect(measureSupport('Details: https://acme.example/delivery. Or help@acme.example!', [SOURCE])).toBe(1);
  expect(measureSupport('We are glad to hear that.', [])).toBe(1);
});

it('one figure or link that was made up leaves a reply half supported at most', () => {
  expect(measureSupport('It costs 4.90 euros, 2 days, and 10 percent off.', [SOURCE])).toBeLessThanOrEqual(0.5);
  expect(measureSupport('Pay at https://acme.example.evil/delivery', [SOURCE])).toBe(0);
});
