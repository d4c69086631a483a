import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { LeadCard } from './lead-card.tsx';
import type { LeadTier } from './leads.generated.ts';
import { TierBadge } from './tier-badge.tsx';
import { useLeads } from './use-leads.ts';

export function LeadColumn({ tier, isLive }: { tier: LeadTier; isLive: boolean }) {
  const text = useText();
  const { leads, totalCount, hasMore, error, showMore, retry } = useLeads(tier, isLive);
  return (
    <Paper component="section" aria-label={text(`tier.${tier}`)} withBorder p="xs">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h5">
            <TierBadge tier={tier} />
          </Title>
          {totalCount !== null && <Text c="dimmed">{totalCount}</Text>}
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
