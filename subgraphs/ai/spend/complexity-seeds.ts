import type { Intent } from '../agents/intent.ts';

export interface ComplexitySeed {
  readonly text: string;
  readonly intent: Intent;
  /** How far the best passage is ahead of the second. */
  readonly margin: number;
  /** A small model's reply to it would do. */
  readonly isSimple: boolean;
}

const seed = (isSimple: boolean, intent: Intent, margin: number, text: string): ComplexitySeed => ({
  ...{ text, intent, margin, isSimple },
});
const simple = seed.bind(null, true);
const hard = seed.bind(null, false);

/** Written by us, with our own judgement of which reply takes more than finding the passage and saying it nicely. */
export const COMPLEXITY_SEEDS: readonly ComplexitySeed[] = [
  simple('SUPPORT', 0.4, 'What are your opening hours on Saturday?'),
  simple('SALES', 0.3, 'How much is the blue kettle?'),
  simple('SALES', 0.5, 'price??'),
  simple('PRAISE', 0, 'Best bakery in town, thank you 😍'),
  simple('GENERAL', 0.2, 'Hi, do you have parking?'),
  simple('SUPPORT', 0.3, 'How long does delivery take?'),
  simple('GENERAL', 0.1, 'Guten Tag, haben Sie am Montag geöffnet?'),
  simple('SALES', 0.2, 'Do you ship to Austria, and what does it cost?'),
  simple('SUPPORT', 0.4, 'Can I return shoes that do not fit?'),
  simple('SPAM', 0, 'Earn 5000 a week from home, write me!!!'),
  simple('PRAISE', 0, 'Just got my order, it looks amazing, you made my day. Will come again for sure!'),
  simple('SUPPORT', 0.25, 'Good morning, I forgot my password. How do I get a new one? Thanks a lot'),
  simple('SALES', 0.35, 'Is the 40 cm pan dishwasher safe?'),
  simple('GENERAL', 0.3, 'Where are you?'),
  simple('SUPPORT', 0.15, 'Which size should I take if I am 170 cm tall?'),
  simple('SALES', 0.2, 'Hello, my mother loves your soap. Do you sell gift boxes as well?'),
  hard('COMPLAINT', 0.1, 'Third time I write. Parcel lost, refund promised on 3 May, nobody rings back. What now?'),
  hard(
    'COMPLAINT',
    0,
    'The chair broke after two weeks, my son fell, and your hotline hung up on me. I want my money back and an explanation.',
  ),
  hard(
    'SALES',
    0.02,
    'We are 40 people and need lunch on 12 June: ten vegan, three without gluten, one with a nut allergy. What would you suggest, what does it cost with drinks, and can you deliver before eleven?',
  ),
  hard(
    'SUPPORT',
    0.03,
    'The app shows an error after the update, the old version said my subscription ended although I paid in March, and the receipt names another plan. Which one do I have? Do I lose my data if I install it again? Can I get the old price?',
  ),
  hard(
    'SALES',
    0.01,
    'What is the difference between the Pro and the Max, which one fits a team of 12, and what if we grow to 30 next year?',
  ),
  hard(
    'SUPPORT',
    0.02,
    'I ordered two jackets in M and L on Monday, got M twice, and want to swap one and add a hat. How do I do that, and who pays for the postage?',
  ),
  hard(
    'SALES',
    0,
    'Compare the three mattresses for somebody with back pain of 95 kg and a partner of 55 kg, please. Which would you take and why?',
  ),
  hard(
    'GENERAL',
    0,
    'We plan a wedding for 120 guests in September, half outside. Is that possible with you, what happens if it rains, and how many rooms are there?',
  ),
  hard(
    'SUPPORT',
    0.05,
    'Invoice 4471 has the wrong VAT number, the discount of 15 % is missing and it was charged twice. Can you correct it before the 30th?',
  ),
  hard(
    'SALES',
    0.04,
    'If I rent the van from Friday 6 pm to Sunday noon, drive 600 km and bring it back in Lyon, what do I pay with insurance and a second driver?',
  ),
  hard(
    'COMPLAINT',
    0.02,
    'Your technician came two hours late, left a hole in the wall and said it was not his problem. I have photos. Who pays for it, and when will somebody come to repair it?',
  ),
  hard(
    'SUPPORT',
    0,
    'I read two answers on your page: one says 14 days, the other 30. Which is true for an order of 28 April that came in two parcels?',
  ),
];
