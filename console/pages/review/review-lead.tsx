import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Badge, Group, Text } from '@mantine/core';
import { signalName } from '../../components/ui/signal-name.ts';
import { useText } from '../../i18n/language.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import { type ReviewedLeadFragment, ReviewedLeadFragmentDoc } from './review.generated.ts';

/** How promising the person is, and the signals that say so; the words behind each on pointing at it. */
export function ReviewLead({ lead }: { lead: FragmentType<ReviewedLeadFragment> & { readonly id: string } }) {
  const text = useText();
  const variables = useScopeVariables('readPersonalData');
  const { data, complete } = useFragment({
    fragment: ReviewedLeadFragmentDoc,
    fragmentName: 'ReviewedLead',
    from: lead,
    variables,
  });
  if (!complete) return null;
  const { tier, points, signals } = data;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {text('review.lead')}
      </Text>
      <Group gap={6} role="group" aria-label={text('review.signals')}>
        <Text size="sm">
          {text(`tier.${tier}`)}, {text('lead.pointsOf', { points })}
        </Text>
        {signals.map(({ name, points: effect, evidence }) => (
          <Badge key={`${name}-${evidence}`} variant="default" title={evidence ?? undefined}>
            {signalName(name, text)} {effect > 0 ? `+${effect}` : effect}
          </Badge>
        ))}
      </Group>
    </div>
  );
}
