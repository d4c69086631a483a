import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { useScopeVariables } from '../../session/use-scope-variables.ts';
import {
  type LeadCrmLinkFragment,
  LeadCrmLinkFragmentDoc,
  type LeadCrmLinksFragment,
  LeadCrmLinksFragmentDoc,
} from './lead.generated.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { useLeadChanges } from './use-lead-changes.ts';

const COLOURS = { PENDING: 'gray', SYNCED: 'teal', FAILED: 'red', CONFLICT: 'orange' } as const;

export function LeadCrm({ lead }: { lead: FragmentType<LeadCrmLinksFragment> & { id: string } }) {
  const text = useText();
  const { may } = useSession();
  const { problem, isBusy, resync, resynced } = useLeadChanges(lead.id);
  const { data, complete } = useFragment({
    fragment: LeadCrmLinksFragmentDoc,
    fragmentName: 'LeadCrmLinks',
    from: lead,
    variables: useScopeVariables('readCrm'),
  });
  if (!complete || !may('crm:read')) return null;
  const links = data.crmLinks ?? [];
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="crm-title">
      <Stack gap="sm">
        <Title order={2} size="h5" id="crm-title">
          {text('leads.crm')}
        </Title>
        <ProblemAlert problem={problem} />
        {links.length === 0 && <Text c="dimmed">{text('lead.inNoCrm')}</Text>}
        {links.map((link) => (
          <CrmLink key={link.id} link={link} />
        ))}
        {resynced && (
          <Text size="sm" role="status">
            {text('lead.resynced', {
              count: resynced.length,
              written: resynced.filter(({ status }) => status === 'SYNCED').length,
            })}
          </Text>
        )}
        {links.length > 0 && may('crm:manage') && (
          <Button variant="light" w="fit-content" loading={isBusy} onClick={() => void resync()}>
            {text('lead.resync')}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}

function CrmLink({ link }: { link: FragmentType<LeadCrmLinkFragment> & { id: string } }) {
  const text = useText();
  const { data, complete } = useFragment({ fragment: LeadCrmLinkFragmentDoc, fragmentName: 'LeadCrmLink', from: link });
  if (!complete) return null;
  return (
    <div>
      <Group gap="xs">
        {data.url ? (
          <Anchor href={data.url} target="_blank" rel="noreferrer">
            {data.connection.displayName}
          </Anchor>
        ) : (
          <Text>{data.connection.displayName}</Text>
        )}
        <Badge variant="light" color={COLOURS[data.status]} tt="none">
          {text(`crmLink.${data.status}`)}
        </Badge>
        {data.lastSyncedAt && (
          <Text size="sm" c="dimmed">
            <TimeAgo at={data.lastSyncedAt} />
          </Text>
        )}
      </Group>
      {data.lastError && (
        <Text size="sm" c="var(--mantine-color-red-light-color)">
          {data.lastError}
        </Text>
      )}
    </div>
  );
}
