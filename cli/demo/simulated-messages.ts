import { type Random, seededRandom } from '../../simulators/harness/seeded-random.ts';

export interface SimulatedMessage {
  readonly personId: string;
  readonly text: string;
}

const PEOPLE = 200;
const ID_DIGITS = 16;

/** By how often such a message arrives: most people ask, some buy, few complain. */
const TEXTS: readonly (readonly [weight: number, texts: readonly string[]])[] = [
  [
    40,
    [
      'How long does delivery to {country} take?',
      'what does delivery of a complete bike cost?',
      'Are you open on {day}?',
      'Can I return {item} if it does not fit?',
      'How much is a full service for my e-bike?',
      'Which frame size do I need? I am {height} cm tall.',
      'Can I pay by {payment}?',
      'Do I need an appointment for a test ride on {day}?',
      'how long is the warranty on the battery??',
      'Do you rent out tents? We need one for {quantity} nights.',
      "Where is my order {order}? The tracking hasn't moved since {day}.",
      'Can I still cancel my order {order}?',
    ],
  ],
  [
    20,
    [
      'I would like to buy {item}, is it in stock?',
      'What does the Trailhawk cost in size {size}? 🚵',
      'Looking for an e-bike for commuting, budget around {budget} €. What do you recommend?',
      "Hi, I'm {name} from {company}. We want to lease {quantity} e-bikes, budget {budget} €. Please call me: {phone}",
      'Our company needs {quantity} bikes by the end of the month. Could you send an offer to {email}?',
      'Is there a discount if we order {quantity} helmets? Regards, {name}',
    ],
  ],
  [
    10,
    [
      'Wie lange dauert die Lieferung nach Österreich?',
      'Habt ihr am {germanDay} geöffnet? Grüße, {name}',
      'Was kostet der Versand für ein Fahrrad?',
      'Ich möchte {quantity} E-Bikes für unsere Firma leasen, Budget {budget} €. Erreichbar unter {phone}.',
    ],
  ],
  [
    8,
    [
      'The chain you fitted last week is broken again. This is unacceptable!',
      'Still waiting for my refund for order {order}. Very disappointed.',
      'Nobody answers your phone. I paid for a service and the gears still slip 😡',
    ],
  ],
  [
    8,
    [
      'Thank you for the quick repair, the bike rides like new! 😊',
      'Great shop, friendly people 👍',
      'Merci beaucoup, très bon service!',
    ],
  ],
  [8, ['hi', 'hello, anybody there?', 'is it the same as last time?', 'ok 👌', '👩🏽‍💻❓', 'and the other one?']],
  [
    6,
    [
      'WINNER! You have been selected, claim your FREE voucher now: http://free-voucher.example/claim/{order}',
      'Earn 5000 $ a week from home, write to me on WhatsApp {phone}',
      'Buy followers cheap!!! http://followers.example/?r={order}',
    ],
  ],
];

const WORDS: Readonly<Record<string, readonly string[]>> = {
  country: ['Austria', 'Switzerland', 'Germany', 'France'],
  day: ['Monday', 'Wednesday', 'Friday', 'Saturday', 'Sunday'],
  germanDay: ['Montag', 'Freitag', 'Samstag', 'Sonntag'],
  item: ['a helmet', 'the Acme Tourer', 'a jersey', 'the City One', 'a pair of panniers', 'the child trailer'],
  payment: ['PayPal', 'invoice', 'credit card', 'instalments', 'bank transfer'],
  size: ['S', 'M', 'L', 'XL'],
  name: ['Clara Weiß', 'Daniel Okafor', 'Ines Moreau', 'Jakub Nowak', 'Mireia Soler', 'Paul Hagen', 'Yasmin Aydın'],
  company: ['Bergfeld Logistics', 'Kanal Studio', 'Morgenrot Consulting', 'Hafen Foods', 'Lichtung GmbH'],
};

/** Endless, and the same for the same seed: who writes and what. Message ids and times are not part of it. */
export function* simulatedMessages(seed: number): Generator<SimulatedMessage, never> {
  const random = seededRandom(seed);
  const people = Array.from({ length: PEOPLE }, () => `7${digits(random, ID_DIGITS - 1)}`);
  for (;;) yield { personId: oneOf(random, people), text: fill(random, oneOf(random, pickKind(random))) };
}

function pickKind(random: Random): readonly string[] {
  const total = TEXTS.reduce((sum, [weight]) => sum + weight, 0);
  let left = random.next() * total;
  for (const [weight, texts] of TEXTS) {
    left -= weight;
    if (left < 0) return texts;
  }
  throw new Error('the weights do not add up to their total');
}

const fill = (random: Random, text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => word(random, name));

function word(random: Random, name: string): string {
  const words = WORDS[name];
  if (words) return oneOf(random, words);
  switch (name) {
    case 'height':
      return String(between(random, 155, 199));
    case 'quantity':
      return String(between(random, 2, 40));
    case 'budget':
      return String(between(random, 15, 900) * 100);
    case 'order':
      return `A-${digits(random, 6)}`;
    case 'phone':
      return `+49 30 5550 ${digits(random, 4)}`;
    case 'email':
      return `office-${digits(random, 4)}@company.example`;
    default:
      throw new Error(`no words for {${name}}`);
  }
}

const between = (random: Random, least: number, most: number): number => least + Math.floor(random.next() * (most - least + 1));

const digits = (random: Random, length: number): string => Array.from({ length }, () => between(random, 0, 9)).join('');

function oneOf<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random.next() * list.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}
