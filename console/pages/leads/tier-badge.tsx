import { Badge } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import type { LeadTier } from './leads.generated.ts';

const COLOURS = { HOT: 'red', WARM: 'orange', COLD: 'gray' } as const;

/** `isSet`: a person said so, and no score changes it. */
export function TierBadge({ tier, isSet = false }: { tier: LeadTier; isSet?: boolean }) {
  const text = useText();
  return (
    <Badge color={COLOURS[tier]} variant="light" miw="max-content">
      {text(`tier.${tier}`)}
      {isSet && ` · ${text('lead.set')}`}
    </Badge>
  );
}
