import type { BenchVerdictFragment } from './knowledge.generated.ts';

type OwnReason = 'SURE' | 'SAMPLE' | 'SPAM' | 'NO_SOURCE' | 'BELOW' | 'UNPROVEN' | 'OFF';
export type VerdictReason = OwnReason | BenchVerdictFragment['heldBack'][number];

type Verdict = Pick<BenchVerdictFragment, 'status' | 'heldBack' | 'confidence' | 'threshold' | 'reviewChance' | 'reason'>;

/** Why the API decided so, the reason that counts first. What it did not decide by is not said. */
export function verdictReasons({
  status,
  reason,
  heldBack,
  confidence,
  threshold,
  reviewChance,
}: Verdict): readonly VerdictReason[] {
  if (status === 'NO_REPLY') return ['SPAM'];
  if (status === 'AUTO_REPLIED') return reviewChance ? ['SURE', 'SAMPLE'] : ['SURE'];
  if (heldBack.length > 0) return heldBack;
  if (reason === 'POLICY') return ['OFF'];
  if (confidence === null) return ['NO_SOURCE'];
  return [threshold === null ? 'UNPROVEN' : 'BELOW'];
}
