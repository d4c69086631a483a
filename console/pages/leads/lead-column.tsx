import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { PageState } from '../../components/ui/page-state.tsx';
import { TierBadge } from '../../components/ui/tier-badge.tsx';
import { useText } from '../../i18n/language.tsx';
import { LeadCard } from './lead-card.tsx';
import type { LeadTier } from './leads.generated.ts';
import { useLeadCount } from './use-lead-count.ts';
import { useLeads } from './use-leads.ts';

export function LeadColumn({ tier, isLive, changes }: { tier: LeadTier; isLive: boolean; changes: number }) {
  const text = useText();
  const { leads, totalCount, hasMore, error, showMore, retry } = useLeads(tier, isLive);
  const counted = useLeadCount(tier, hasMore, changes);
  const count = counted ?? totalCount;
  return (
    <Paper component="section" aria-label={text(`tier.${tier}`)} withBorder p="xs">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h5">
            <TierBadge tier={tier} />
          </Title>
          {count !== null && (
            <Text c="dimmed" aria-label={text('leads.count', { count })}>
              {count}
            </Text>
          )}
        </Group>
        {leads === null ? (
          <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
        ) : leads.length === 0 ? (
          <PageState state="empty" message={text('lead.columnEmpty')} />
        ) : (
          <Stack component="ul" gap="xs" p={0} m={0}>
            {leads.map((lead) => (
              <LeadCard key={lead.id} lead={lead} />
            ))}
          </Stack>
        )}
        {hasMore && (
          <Button variant="light" onClick={() => void showMore()}>
            {text('state.more')}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
