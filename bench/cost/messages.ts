/** How a message stands to the ones before it. A near miss reads like an earlier one and needs another answer. */
export type Kind = 'FRESH' | 'REPEAT' | 'PARAPHRASE' | 'NEAR_MISS';

export interface BenchMessage {
  readonly text: string;
  readonly kind: Kind;
  /** Messages with the same key may have the same answer; with another they must not. */
  readonly answerKey: string;
}

const PRODUCTS = ['Alder', 'Birch', 'Cedar', 'Damson', 'Elder', 'Fir', 'Hazel', 'Juniper', 'Larch', 'Maple', 'Oak', 'Rowan'];
const ITEMS = ['desk', 'chair', 'shelf', 'lamp'];
const GREETINGS = ['', 'Hi! ', 'Hello, ', 'Good morning, ', 'hey there, ', 'Hi team, '];
const ENDINGS = ['', ' Thanks!', ' Thank you', ' 🙂', ' Cheers', ' Many thanks in advance.'];
const REASONS = [
  'we are moving into a new office next month',
  'my daughter starts school in autumn',
  'our old one broke last week',
  'a friend recommended you',
  'I saw it in your story yesterday',
  'we furnish a small hotel at the coast',
];

interface Subject {
  readonly name: string;
  /** Ways to ask for the same. */
  readonly ways: readonly ((thing: string) => string)[];
}

const SUBJECTS: readonly Subject[] = [
  {
    name: 'price',
    ways: [
      (thing) => `How much is the ${thing}?`,
      (thing) => `What does the ${thing} cost?`,
      (thing) => `Could you tell me the price of the ${thing}?`,
    ],
  },
  {
    name: 'delivery',
    ways: [
      (thing) => `How long does delivery of the ${thing} take?`,
      (thing) => `When would the ${thing} arrive if I order it today?`,
      (thing) => `How many days until you deliver the ${thing}?`,
    ],
  },
  {
    name: 'warranty',
    ways: [
      (thing) => `How long is the warranty on the ${thing}?`,
      (thing) => `For how many years is the ${thing} under guarantee?`,
      (thing) => `What warranty comes with the ${thing}?`,
    ],
  },
  {
    name: 'size',
    ways: [
      (thing) => `How wide is the ${thing}?`,
      (thing) => `What are the measurements of the ${thing}?`,
      (thing) => `Which width does the ${thing} have?`,
    ],
  },
];

/** What the shop has published: a document for each thing. */
export const knowledge = (): { title: string; text: string }[] =>
  PRODUCTS.flatMap((product, p) =>
    ITEMS.map((item, i) => ({
      title: `${product} ${item}`,
      text: [
        `The ${product} ${item} costs ${39 + 7 * p + 60 * i} euros.`,
        `Delivery of the ${product} ${item} takes ${2 + ((p + i) % 6)} working days.`,
        `The warranty on the ${product} ${item} is ${1 + ((p + 2 * i) % 5)} years.`,
        `The ${product} ${item} is ${40 + 3 * p + 20 * i} centimetres wide.`,
      ].join(' '),
    })),
  );

/** mulberry32: small, and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Question {
  readonly subject: Subject;
  readonly way: number;
  readonly thing: string;
}

/** The same list for the same seed. Three in ten look back at an earlier one, a third of them each way. */
export function benchMessages(count: number, seed = 7): BenchMessage[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const thing = (): string => `${pick(PRODUCTS)} ${pick(ITEMS)}`;
  const asked: Question[] = [];
  const simple = (question: Question, kind: Kind, frame = `${pick(GREETINGS)}@${pick(ENDINGS)}`): BenchMessage => ({
    text: frame.replace('@', question.subject.ways[question.way]?.(question.thing) ?? ''),
    kind,
    answerKey: `${question.subject.name}/${question.thing}`,
  });
  const messages: BenchMessage[] = [];
  for (let index = 0; index < count; index++) {
    const before = asked.length > 0 && random() < 0.3 ? pick(asked) : null;
    if (before) {
      const kind = pick(['REPEAT', 'PARAPHRASE', 'NEAR_MISS'] as const);
      if (kind === 'REPEAT') messages.push(simple(before, kind, '@'));
      else if (kind === 'PARAPHRASE')
        messages.push(simple({ ...before, way: (before.way + 1) % before.subject.ways.length }, kind));
      else messages.push(simple({ ...before, thing: anotherThing(before.thing, random) }, kind));
      continue;
    }
    messages.push(fresh(index));
  }
  return messages;

  function fresh(index: number): BenchMessage {
    const share = random();
    const question: Question = { subject: pick(SUBJECTS), way: Math.floor(random() * 3), thing: thing() };
    const ask = (of: Subject, about: string): string => pick(of.ways)(about);
    const key = `alone/${index}`;
    if (share < 0.62) {
      asked.push(question);
      return simple(question, 'FRESH');
    }
    if (share < 0.78) {
      const other = pick(SUBJECTS);
      const text = `${pick(GREETINGS)}${pick(REASONS)}. ${ask(question.subject, question.thing)} And ${ask(other, question.thing)}`;
      return { text, kind: 'FRESH', answerKey: key };
    }
    if (share < 0.86) {
      const text = `${pick(['Love', 'So happy with', 'Great work on'])} the ${question.thing}, it came on day ${1 + (index % 9)}!`;
      return { text, kind: 'FRESH', answerKey: key };
    }
    if (share < 0.93) {
      const text = `My ${question.thing} arrived ${1 + (index % 20)} days late and scratched, nobody answers my mails. I want my money back!`;
      return { text, kind: 'FRESH', answerKey: key };
    }
    const things = [question.thing, thing(), thing()];
    const text = [
      `${pick(GREETINGS)}${pick(REASONS)} and need furniture for ${2 + (index % 40)} rooms before the end of the quarter.`,
      `We compare the ${things.join(', the ')} with an offer of somebody else, who would give us a discount of ${5 + (index % 15)} %.`,
      ...things.map((each) => ask(pick(SUBJECTS), each)),
      'Could you also say what happens if some of them arrive damaged, and whether we can pay in two parts?',
    ].join(' ');
    return { text, kind: 'FRESH', answerKey: key };
  }
}

/** One word apart, and another answer. */
function anotherThing(thing: string, random: () => number): string {
  const [product = '', item = ''] = thing.split(' ');
  const step = 1 + Math.floor(random() * (PRODUCTS.length - 1));
  return `${PRODUCTS[(PRODUCTS.indexOf(product) + step) % PRODUCTS.length] ?? ''} ${item}`;
}
