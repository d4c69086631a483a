import { registerEnumType } from 'type-graphql';
import { conflict } from '#kernel/errors/public-error.ts';

export const LeadStage = {
  NEW: 'NEW',
  ENGAGED: 'ENGAGED',
  QUALIFIED: 'QUALIFIED',
  CONVERTED: 'CONVERTED',
  LOST: 'LOST',
} as const;
export type LeadStage = keyof typeof LeadStage;

/** Where a member may move a lead. NEW is left for good; a conversion or a loss can be taken back. */
const moves: Readonly<Record<LeadStage, readonly LeadStage[]>> = {
  NEW: ['ENGAGED', 'QUALIFIED', 'CONVERTED', 'LOST'],
  ENGAGED: ['QUALIFIED', 'CONVERTED', 'LOST'],
  QUALIFIED: ['ENGAGED', 'CONVERTED', 'LOST'],
  CONVERTED: ['QUALIFIED'],
  LOST: ['ENGAGED'],
};

/** Throws CONFLICT on a move that the table does not have, the one to the stage where the lead already is among them. */
export const checkMove = (from: LeadStage, to: LeadStage): void => {
  if (moves[from].includes(to)) return;
  throw conflict(`A lead that is ${from} cannot become ${to}; it can become ${moves[from].join(', ')}.`);
};

/** What there is to learn from. */
export const isEnd = (stage: LeadStage): boolean => stage === 'CONVERTED' || stage === 'LOST';

registerEnumType(LeadStage, {
  name: 'LeadStage',
  description: 'Where a lead stands on its way to a sale.',
  valuesConfig: {
    NEW: { description: 'Scored once. Nobody moves a lead back here.' },
    ENGAGED: { description: 'Wrote again; set by the second score, or by a member.' },
    QUALIFIED: { description: 'A member judged it worth pursuing.' },
    CONVERTED: { description: 'Bought. May be taken back to QUALIFIED.' },
    LOST: { description: 'Will not buy. May be taken up again as ENGAGED.' },
  },
});
