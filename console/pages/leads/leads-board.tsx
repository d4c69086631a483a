import { SimpleGrid } from '@mantine/core';
import { useRef } from 'react';
import { LeadColumn } from './lead-column.tsx';
import { TIERS } from './tiers.ts';
import { useKeptFocus } from './use-kept-focus.ts';

/** A column for each tier; cards move between them as they are scored and changed, here and in every other window. */
export function LeadsBoard({ isLive, changes }: { isLive: boolean; changes: number }) {
  const board = useRef<HTMLDivElement>(null);
  useKeptFocus(board);
  return (
    <SimpleGrid ref={board} cols={{ base: 1, sm: 3 }} spacing="sm">
      {TIERS.map((tier) => (
        <LeadColumn key={tier} tier={tier} isLive={isLive} changes={changes} />
      ))}
    </SimpleGrid>
  );
}
