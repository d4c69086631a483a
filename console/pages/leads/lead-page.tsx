import { Anchor, Grid, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { TimeAgo } from '../../components/ui/time-ago.tsx';
import { useText } from '../../i18n/language.tsx';
import { LeadCrm } from './lead-crm.tsx';
import { LeadHistory } from './lead-history.tsx';
import { LeadStanding } from './lead-standing.tsx';
import { useLead } from './use-lead.ts';

/** One lead: how its score came about, what the team makes of it, where it is in the CRMs. */
export function LeadPage({ id }: { id: string }) {
  const text = useText();
  const { lead, error, retry } = useLead(id);
  return (
    <Stack>
      <Anchor component={Link} href="/">
        {text('lead.back')}
      </Anchor>
      <Title order={1} size="h3">
        {lead ? (lead.contact?.displayName ?? text('contact.unknown')) : text('review.lead')}
      </Title>
      {!lead ? (
        lead === null && !error ? (
          <PageState state="empty" message={text('lead.gone')} />
        ) : (
          <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
        )
      ) : (
        <>
          <Group gap="md">
            <Text size="sm" c="dimmed">
              {lead.contact && `${text(`platform.${lead.contact.platform}`)} · `}
              {text('lead.since')} <TimeAgo at={lead.createdAt} />
            </Text>
            {lead.conversation && (
              <Anchor component={Link} href={`~/conversations/${lead.conversation.id}`}>
                {text('lead.conversation')}
              </Anchor>
            )}
          </Group>
          <Grid gap="md">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <LeadHistory lead={lead} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Stack>
                <LeadStanding lead={lead} />
                <LeadCrm lead={lead} />
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Stack>
  );
}
