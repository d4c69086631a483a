import { Button, Group, SegmentedControl, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { LeadRow } from './lead-row.tsx';
import type { LeadTier } from './leads.generated.ts';
import { useLeads } from './use-leads.ts';

const TIERS = ['HOT', 'WARM', 'COLD'] as const;

export function LeadsPage() {
  const text = useText();
  const [tier, setTier] = useState<LeadTier | null>(null);
  const { leads, totalCount, hasMore, error, showMore, retry } = useLeads(tier);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1} size="h3">
          {text('leads.title')}
        </Title>
        <SegmentedControl
          aria-label={text('leads.tier')}
          value={tier ?? 'ALL'}
          onChange={(chosen) => setTier(TIERS.find((each) => each === chosen) ?? null)}
          data={[
            { value: 'ALL', label: text('leads.all') },
            ...TIERS.map((each) => ({ value: each, label: text(`tier.${each}`) })),
          ]}
        />
        {totalCount !== null && <Text c="dimmed">{text('leads.count', { count: totalCount })}</Text>}
      </Group>
      {leads === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : leads.length === 0 ? (
        <PageState state="empty" message={text('leads.empty')} />
      ) : (
        <Table.ScrollContainer minWidth={640}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text('leads.contact')}</Table.Th>
                <Table.Th>{text('leads.tier')}</Table.Th>
                <Table.Th>{text('leads.points')}</Table.Th>
                <Table.Th>{text('leads.stage')}</Table.Th>
                <Table.Th>{text('leads.crm')}</Table.Th>
                <Table.Th>{text('leads.updated')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {leads.map((lead) => (
                <LeadRow key={lead.id} lead={lead} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {hasMore && (
        <Button variant="light" onClick={() => void showMore()}>
          {text('state.more')}
        </Button>
      )}
    </Stack>
  );
}
