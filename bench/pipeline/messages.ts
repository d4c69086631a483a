import { randomInt } from 'node:crypto';

/** What acme's knowledge answers for sure. */
const ANSWERED = [
  'How long does delivery to Austria take, and how much does it cost?',
  'How long does delivery within Germany take and what does it cost?',
  'How much does delivery of a complete bike cost?',
  'Can I return a helmet if it does not fit?',
  'How much does a full service cost?',
  'What does a basic service cost?',
  'What does fixing a flat tyre cost?',
  'What are your opening hours on Saturday?',
  'Wann habt ihr am Samstag geöffnet?',
  'Is your shop open on Sunday?',
  'Can I pay by invoice?',
  'Do you take PayPal?',
  'Can I cancel my order?',
  'Can I test ride a bike free of charge?',
  'What frame size fits riders of 170 cm?',
  'How much is the Acme Trailhawk?',
  'How much does a tent for two people cost?',
  'What is the deposit for a tent?',
];

/** What a person has to look at: complaints, and questions that no document answers. */
const REVIEWED = [
  'Really disappointed. The brakes are worse than before my service and nobody rings back. I want my money back!',
  'hey, is it still like the one from last time?',
  'My parcel has been on its way for two weeks and nobody answers me, this is a disgrace.',
];

const GREETINGS = ['Hi!', 'Hello,', 'Good morning,', 'Hey there,', 'Hello team,', 'Good evening!'];

const SYLLABLES = [
  'ba',
  'dor',
  'el',
  'fen',
  'gar',
  'hol',
  'in',
  'jar',
  'kel',
  'lum',
  'mar',
  'nor',
  'os',
  'pel',
  'rin',
  'sol',
  'tam',
  'ul',
  'ven',
  'wick',
];

/** A place that hardly anybody else is from: no two texts are the same, so nothing that was made of one serves the next. */
function place(): string {
  const name = Array.from({ length: 4 }, () => SYLLABLES[randomInt(SYLLABLES.length)]).join('');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `addressed`: answered, each other than all before it, and with an address by which whoever gets it outside can be told who wrote. */
export type Mix = 'answered' | 'mixed' | 'addressed';

/** Where a text names the person who wrote it. */
export const ADDRESS = /\bp(\d+)@people\.example/;

/** One in six of a mix is one for a reviewer. */
export function messageText(mix: Mix, n: number, psid: string): string {
  const isReviewed = mix === 'mixed' && n % 6 === 5;
  const texts = isReviewed ? REVIEWED : ANSWERED;
  const greeting = GREETINGS[randomInt(GREETINGS.length)];
  const text = `${greeting} ${texts[randomInt(texts.length)]}`;
  return mix === 'addressed' ? `${text} I am in ${place()}. You can also write to p${psid}@people.example.` : text;
}
