import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { VirtualTable } from '../../components/ui/virtual-list/virtual-table.tsx';
import { useText } from '../../i18n/language.tsx';
import { LeadRow } from './lead-row.tsx';
import type { LeadTier } from './leads.generated.ts';
import { TIERS } from './tiers.ts';
import { useLeads } from './use-leads.ts';

export function LeadsTable({ isLive }: { isLive: boolean }) {
  const text = useText();
  const [tier, setTier] = useState<LeadTier | null>(null);
  const { leads, totalCount, hasMore, error, showMore, retry } = useLeads(tier, isLive);
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
        <VirtualTable
          key={tier}
          items={leads}
          totalCount={totalCount}
          hasMore={hasMore}
          showMore={showMore}
          heads={[
            text('leads.contact'),
            text('leads.tier'),
            text('leads.points'),
            text('leads.stage'),
            text('leads.crm'),
            text('leads.updated'),
          ]}
        >
          {(lead, place) => <LeadRow key={lead.id} lead={lead} place={place} />}
        </VirtualTable>
      )}
    </Stack>
  );
}
