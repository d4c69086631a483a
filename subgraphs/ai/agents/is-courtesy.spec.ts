import { expect, it } from 'vitest';
import { isCourtesy } from './is-courtesy.ts';
import { REPLY_PHRASES } from './reply-phrases.ts';

const PHRASES = Object.values(REPLY_PHRASES).flatMap(({ hello, closing, ...said }) => [
  hello('Ana'),
  hello(''),
  ...Object.values(closing).filter((phrase) => phrase !== ''),
  ...Object.values(said),
]);

it.each(PHRASES)('"%s", which the built-in writer says without a passage, is a courtesy', (phrase) => {
  expect(isCourtesy(phrase)).toBe(true);
});

it.each([
  'Hello again, Zoë!',
  'Thanks for reaching out!',
  'Let me know if you have any further questions.',
  'Best regards, Mia',
  '– Mia from Acme',
  'Viele Grüße, Ihr Team',
])('"%s" is a courtesy', (sentence) => {
  expect(isCourtesy(sentence)).toBe(true);
});

it.each([
  'We are open on Sundays.',
  'Our help is free.',
  'Happy to help: see https://shop.example/help',
  'We can help you 24 hours a day.',
  'Hi Ana, it costs nothing.',
  'Hello we ship worldwide',
  '– we ship worldwide',
  'Best prices in town.',
  'Dogs welcome.',
])('"%s" says something that could be wrong', (sentence) => {
  expect(isCourtesy(sentence)).toBe(false);
});
