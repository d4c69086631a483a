import { registerEnumType } from 'type-graphql';

export const ReviewChange = {
  ADDED: 'ADDED',
  CLAIMED: 'CLAIMED',
  RELEASED: 'RELEASED',
  REDRAFTED: 'REDRAFTED',
  UNDONE: 'UNDONE',
  APPROVED: 'APPROVED',
  REFUSED: 'REFUSED',
  REJECTED: 'REJECTED',
  SUPERSEDED: 'SUPERSEDED',
  EXPIRED: 'EXPIRED',
} as const;
export type ReviewChange = keyof typeof ReviewChange;
registerEnumType(ReviewChange, {
  name: 'ReviewChange',
  description: 'What became of a review.',
  valuesConfig: {
    APPROVED: {
      description: 'A reviewer approved it (status SENDING), and once more when the platform accepted it (status APPROVED).',
    },
    REFUSED: { description: 'The platform would not take the approved reply: it is PENDING again, with `Review.refusal`.' },
    REDRAFTED: { description: 'Its holder has another draft.' },
    UNDONE: { description: 'Whoever decided took the decision back: it is CLAIMED again.' },
    RELEASED: { description: 'Its holder gave it back, or the claim ran out.' },
  },
});
