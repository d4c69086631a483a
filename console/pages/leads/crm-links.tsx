import { Anchor, Badge, Group } from '@mantine/core';
import type { LeadRowFragment } from './leads.generated.ts';

const COLOURS: Readonly<Record<string, string>> = { SYNCED: 'teal', FAILED: 'red', CONFLICT: 'orange' };

/** Where a lead is in each CRM, in its state's colour; a click opens the record there. */
export function CrmLinks({ links }: { links: LeadRowFragment['crmLinks'] }) {
  if (!links || links.length === 0) return null;
  return (
    <Group gap={6}>
      {links.map(({ id, status, url, connection }) => (
        <Badge key={id} variant="light" color={COLOURS[status] ?? 'gray'} tt="none">
          {url ? (
            <Anchor href={url} inherit c="inherit" underline="always" target="_blank" rel="noreferrer">
              {connection.displayName}
            </Anchor>
          ) : (
            connection.displayName
          )}
        </Badge>
      ))}
    </Group>
  );
}
