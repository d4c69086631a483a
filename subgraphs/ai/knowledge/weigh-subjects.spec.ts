import { expect, it } from 'vitest';
import { weighSubjects } from './weigh-subjects.ts';

const passage = (title: string, text: string) => ({ passageId: title, documentId: title, title, text, score: 0.5 });
const PASSAGES = [
  passage('Delivery to Norway', 'It takes five days.'),
  passage('Delivery', 'We deliver within two days, to Norway within five.'),
  passage('Delivery of furniture', 'By appointment.'),
];

it('weighs the rare word of a question above the common one, and the title above the text', () => {
  const [first = 0, second = 0, third = 0] = weighSubjects('Do you deliver to Norway?', PASSAGES);
  expect(first).toBeGreaterThan(second);
  expect(second).toBeGreaterThan(third);
  expect(third).toBeGreaterThan(0);
});

it('is between 0 and 1, and 0 for what has nothing of the question and for a question that says nothing', () => {
  for (const weight of weighSubjects('Delivery of furniture to Norway, by appointment', PASSAGES)) {
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThanOrEqual(1);
  }
  expect(weighSubjects('Do you rent out motorbikes?', PASSAGES)).toEqual([0, 0, 0]);
  expect(weighSubjects('', PASSAGES)).toEqual([0, 0, 0]);
  expect(weighSubjects('delivery', [])).toEqual([]);
});
