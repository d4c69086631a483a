import { Anchor, Badge, Group, VisuallyHidden } from '@mantine/core';
import { useText } from '../../i18n/language.tsx';
import type { LeadRowFragment } from './leads.generated.ts';

const COLOURS: Readonly<Record<string, string>> = { SYNCED: 'teal', FAILED: 'red', CONFLICT: 'orange' };

/** Where a lead is in each CRM, in its state's colour; a click opens the record there. */
export function CrmLinks({ links }: { links: LeadRowFragment['crmLinks'] }) {
  const text = useText();
  if (!links || links.length === 0) return null;
  return (
    <Group gap={6} wrap="nowrap" pos="relative">
      {links.map(({ id, status, url, connection }) => (
        <Badge key={id} variant="light" color={COLOURS[status] ?? 'gray'} title={text(`crmLink.${status}`)}>
          {url ? (
            <Anchor href={url} inherit c="inherit" underline="always" target="_blank" rel="noreferrer">
              {connection.displayName}
            </Anchor>
          ) : (
            connection.displayName
          )}
          {/* a colour says nothing to who does not see it; placed in its row, it makes the page no wider */}
          <VisuallyHidden>: {text(`crmLink.${status}`)}</VisuallyHidden>
        </Badge>
      ))}
    </Group>
  );
}
