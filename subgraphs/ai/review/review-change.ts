import { registerEnumType } from 'type-graphql';

export const ReviewChange = {
  ADDED: 'ADDED',
  CLAIMED: 'CLAIMED',
  RELEASED: 'RELEASED',
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
    RELEASED: { description: 'Its holder gave it back, or the claim ran out.' },
  },
});
