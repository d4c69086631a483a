import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import {
  ClearLeadTierOverrideDocument,
  OverrideLeadTierDocument,
  ResyncLeadDocument,
  SetLeadStageDocument,
} from './lead.generated.ts';
import type { LeadStage, LeadTier } from './leads.generated.ts';
import { placeLead } from './place-lead.ts';

/** What a person may do with a lead. Each answers whether it was done; `problem` is what the API said against it. */
export function useLeadChanges(id: string) {
  const [problem, setProblem] = useState<string | null>(null);
  const [override, overriding] = useMutation(OverrideLeadTierDocument, {
    update: (cache, { data }) => data && placeLead(cache, data.overrideLeadTier),
  });
  const [clear, clearing] = useMutation(ClearLeadTierOverrideDocument, {
    update: (cache, { data }) => data && placeLead(cache, data.clearLeadTierOverride),
  });
  const [stage, moving] = useMutation(SetLeadStageDocument, {
    update: (cache, { data }) => data && placeLead(cache, data.setLeadStage),
  });
  const [resync, resyncing] = useMutation(ResyncLeadDocument);
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(errorMessage(error));
      return false;
    }
  };
  return {
    problem,
    isBusy: overriding.loading || clearing.loading || moving.loading || resyncing.loading,
    override: (tier: LeadTier, reason: string) => attempt(() => override({ variables: { id, tier, reason } })),
    clear: () => attempt(() => clear({ variables: { id } })),
    setStage: (to: LeadStage) => attempt(() => stage({ variables: { id, stage: to } })),
    resync: () => attempt(() => resync({ variables: { leadId: id, idempotencyKey: crypto.randomUUID() } })),
  };
}
