import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { type CrmCardFragment, ReconciledLeadDocument } from './crm.generated.ts';
import { Problem } from './problem.tsx';
import { useResync } from './use-troubled-links.ts';

type Found = NonNullable<CrmCardFragment['lastReconciliation']>;
const KINDS = ['missing', 'stale', 'duplicates'] as const;
/** The others are counted: they follow once these are mended and the CRM is compared again. */
const NAMED = 10;

/** What the latest comparison with the CRM found, and the leads that it is about. */
export function ReconciliationNote({ found }: { found: Found }) {
  const text = useText();
  const { may } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const kinds = KINDS.filter((kind) => found[kind].length > 0);
  return (
    <Stack gap={4}>
      <Text size="sm">
        {text('crm.reconciled')} <TimeAgo at={found.at} />:{' '}
        {text('crm.found', {
          checked: found.checked,
          missing: found.missing.length,
          stale: found.stale.length,
          duplicates: found.duplicates.length,
        })}
      </Text>
      {kinds.length > 0 && may('leads:read') && (
        <Button size="xs" variant="subtle" w="fit-content" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {text(isOpen ? 'crm.hideFound' : 'crm.showFound')}
        </Button>
      )}
      {isOpen &&
        kinds.map((kind) => (
          <Stack key={kind} component="section" gap={4} aria-label={text(`crm.${kind}`)}>
            <Text size="sm" fw={600}>
              {text(`crm.${kind}`)}
            </Text>
            <Stack component="ul" gap={4} p={0} m={0}>
              {found[kind].slice(0, NAMED).map((id) => (
                <FoundLead key={id} id={id} />
              ))}
            </Stack>
            {found[kind].length > NAMED && (
              <Text size="sm" c="dimmed">
                {text('crm.moreFound', { count: found[kind].length - NAMED })}
              </Text>
            )}
          </Stack>
        ))}
    </Stack>
  );
}

function FoundLead({ id }: { id: string }) {
  const text = useText();
  const { may } = useSession();
  const { data } = useQuery(ReconciledLeadDocument, { variables: { id } });
  const { problem, isBusy, resync } = useResync();
  const [isWritten, setIsWritten] = useState(false);
  return (
    <Group component="li" gap="xs" className="row">
      <Anchor component={Link} href={`~/leads/${id}`} size="sm">
        {data?.lead?.contact?.displayName ?? text('contact.unknown')}
      </Anchor>
      {may('crm:manage') && (
        <Button size="compact-xs" variant="light" loading={isBusy} onClick={async () => setIsWritten(await resync(id))}>
          {text('lead.resync')}
        </Button>
      )}
      {isWritten && (
        <Text size="sm" role="status">
          {text('crm.writtenAgain')}
        </Text>
      )}
      <Problem words={problem} />
    </Group>
  );
}
