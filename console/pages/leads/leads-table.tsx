import { Button, SegmentedControl, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { LeadRow } from './lead-row.tsx';
import type { LeadTier } from './leads.generated.ts';
import { TIERS } from './tiers.ts';
import { useLeads } from './use-leads.ts';

export function LeadsTable({ isLive }: { isLive: boolean }) {
  const text = useText();
  const [tier, setTier] = useState<LeadTier | null>(null);
  const { leads, hasMore, error, showMore, retry } = useLeads(tier, isLive);
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={text('leads.tier')}
        w="fit-content"
        value={tier ?? 'ALL'}
        onChange={(chosen) => setTier(TIERS.find((each) => each === chosen) ?? null)}
        data={[
          { value: 'ALL', label: text('leads.all') },
          ...TIERS.map((each) => ({ value: each, label: text(`tier.${each}`) })),
        ]}
      />
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
