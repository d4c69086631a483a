import { useMutation } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { errorMessage } from '../../api/error-message.ts';
import {
  ClearLeadTierOverrideDocument,
  OverrideLeadTierDocument,
  ResyncLeadDocument,
  type ResyncLeadMutation,
  SetLeadStageDocument,
} from './lead.generated.ts';
import type { LeadStage, LeadTier } from './leads.generated.ts';

type ResyncedLink = ResyncLeadMutation['resyncLead'][number];

/** What a person may do with a lead. Each answers whether it was done; `problem` is what the API said against it. */
export function useLeadChanges(id: string) {
  const [problem, setProblem] = useState<string | null>(null);
  const [override, overriding] = useMutation(OverrideLeadTierDocument);
  const [clear, clearing] = useMutation(ClearLeadTierOverrideDocument);
  const [stage, moving] = useMutation(SetLeadStageDocument);
  const [resync, resyncing] = useMutation(ResyncLeadDocument);
  const [resynced, setResynced] = useState<readonly ResyncedLink[] | null>(null);
  // kept until it is answered: asked again after a lost answer it writes once
  const key = useRef<string | null>(null);
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem(null);
    setResynced(null);
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
    /** What the last writing again came to; null until it is answered. */
    resynced,
    resync: () =>
      attempt(async () => {
        key.current ??= crypto.randomUUID();
        const { data } = await resync({ variables: { leadId: id, idempotencyKey: key.current } });
        key.current = null;
        setResynced(data?.resyncLead ?? null);
      }),
  };
}
