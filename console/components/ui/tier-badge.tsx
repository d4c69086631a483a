import { Badge } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';

const COLOURS = { HOT: 'red', WARM: 'orange', COLD: 'gray' } as const;

/** `isSet`: a person said so, and no score changes it. */
export function TierBadge({ tier, isSet = false }: { tier: keyof typeof COLOURS; isSet?: boolean }) {
  const text = useText();
  return (
    <Badge color={COLOURS[tier]} variant="light" miw="max-content">
      {text(`tier.${tier}`)}
      {isSet && ` · ${text('lead.set')}`}
    </Badge>
  );
}
