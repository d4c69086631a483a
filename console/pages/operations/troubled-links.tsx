import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { type TroubledLinkFragment, TroubledLinkFragmentDoc } from './crm.generated.ts';
import { Problem } from './problem.tsx';
import { useResync, useTroubledLinks } from './use-troubled-links.ts';

export function TroubledLinks() {
  const text = useText();
  const { links, error, retry, showMore } = useTroubledLinks();
  return (
    <Stack component="section" gap="xs" aria-labelledby="troubled-title">
      <Title order={2} size="h4" id="troubled-title">
        {text('crm.troubled')}
      </Title>
      {links === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : links.length === 0 ? (
        <Text c="dimmed">{text('crm.noTrouble')}</Text>
      ) : (
        <Stack component="ul" gap="xs" p={0} m={0}>
          {links.map((link) => (
            <TroubledLink key={link.id} link={link} />
          ))}
        </Stack>
      )}
      {showMore && (
        <Button variant="light" onClick={() => void showMore()}>
          {text('state.more')}
        </Button>
      )}
    </Stack>
  );
}

function TroubledLink({ link }: { link: FragmentType<TroubledLinkFragment> & { id: string } }) {
  const text = useText();
  const { may } = useSession();
  const { problem, isBusy, resync } = useResync();
  const { data, complete } = useFragment({ fragment: TroubledLinkFragmentDoc, fragmentName: 'TroubledLink', from: link });
  if (!complete) return null;
  const { lead } = data;
  return (
    <Paper component="li" withBorder p="sm" className="row">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          {lead && may('leads:read') ? (
            <Anchor component={Link} href={`~/leads/${lead.id}`}>
              {lead.contact?.displayName ?? text('contact.unknown')}
            </Anchor>
          ) : (
            <Text>{text('contact.unknown')}</Text>
          )}
          <Badge variant="light" color={data.status === 'CONFLICT' ? 'orange' : 'red'} tt="none">
            {text(`crmLink.${data.status}`)}
          </Badge>
          <Text size="sm" c="dimmed">
            {data.connection.displayName}
          </Text>
          {data.url && (
            <Anchor href={data.url} size="sm" target="_blank" rel="noreferrer">
              {text('crm.open')}
            </Anchor>
          )}
        </Group>
        {lead && may('crm:manage') && (
          <Button size="xs" variant="light" loading={isBusy} onClick={() => void resync(lead.id)}>
            {text('lead.resync')}
          </Button>
        )}
      </Group>
      {data.lastError && <Text size="sm">{data.lastError}</Text>}
      <Problem words={problem} />
    </Paper>
  );
}
