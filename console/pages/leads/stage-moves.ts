import type { LeadStage } from './leads.generated.ts';

/** Where the API lets a lead go from its stage; it has the last word, and says so where it says no. */
export const STAGE_MOVES: Readonly<Record<LeadStage, readonly LeadStage[]>> = {
  NEW: ['ENGAGED', 'QUALIFIED', 'CONVERTED', 'LOST'],
  ENGAGED: ['QUALIFIED', 'CONVERTED', 'LOST'],
  QUALIFIED: ['ENGAGED', 'CONVERTED', 'LOST'],
  CONVERTED: ['QUALIFIED'],
  LOST: ['ENGAGED'],
};
