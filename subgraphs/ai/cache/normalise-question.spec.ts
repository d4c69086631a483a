import { expect, it } from 'vitest';
import { normaliseQuestion } from './normalise-question.ts';

it.each([
  ['Hi! How much is the Oak desk? Thanks!', 'how much is the oak desk'],
  ['how much is the oak desk', 'how much is the oak desk'],
  ['hey there, HOW much is the Oak desk 🙂', 'how much is the oak desk'],
  ['@shop How much is the Oak-desk?? Many thanks in advance.', 'how much is the oak desk'],
  ['Guten Tag, was kostet der Tisch? Vielen Dank im Voraus', 'was kostet der tisch'],
  ['Bonjour, combien coûte la table s’il vous plaît ?', 'combien coûte la table'],
  ['Hola, ¿cuánto cuesta la mesa? Muchas gracias', 'cuánto cuesta la mesa'],
])('%j is the question %j', (text, question) => {
  expect(normaliseQuestion(text)).toBe(question);
});

it.each([
  ['Is it 1.5 m wide?', 'Is it 15 m wide?'],
  ['Is it under 100 €?', 'Is it under 100 $?'],
  ['Do you deliver?', "Don't you deliver?"],
  ['Is delivery not free?', 'Is delivery free?'],
  ['Is it -5 degrees?', 'Is it 5 degrees?'],
  ['Do you sell C?', 'Do you sell C++?'],
  ['How much is the Oak desk?', 'How much is the Oak chair?'],
])('%j and %j stay two questions', (one, other) => {
  expect(normaliseQuestion(one)).not.toBe(normaliseQuestion(other));
});

it.each([
  'Do you ship to 🇩🇪?',
  'Is 🍕 on the menu?',
  'Is delivery free for orders < 50 €?',
  'Is delivery free for orders ≥ 50 €?',
  'Does it cost 500 ₹?',
  'Is it ½ m wide?',
  '@shop Is it cheaper than at @northwood?',
])('what a sign says that is no word, no other question says: %j is none to remember', (text) => {
  expect(normaliseQuestion(text)).toBeNull();
});

it.each(['How much is the desk 😍👍🏽❤️✨', '👋 How much is the desk 🙏', '☺️ how much is the desk'])(
  'signs of a mood ask nothing: %j',
  (text) => {
    expect(normaliseQuestion(text)).toBe('how much is the desk');
  },
);

it.each(['', '   ', '👍👍', '???', 'Hi', '!', '4', 'x'.repeat(20_000), `${'why '.repeat(150)}?`])(
  'a text that says too little or too much is no question to remember: %j',
  (text) => {
    expect(normaliseQuestion(text)).toBeNull();
  },
);
