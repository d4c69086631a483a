import { Group, SegmentedControl, Stack, Title } from '@mantine/core';
import { Route, Switch, useLocation } from 'wouter';
import { useContactNames } from '../../components/contact/use-contact-names.ts';
import { useText } from '../../i18n/language.tsx';
import { LeadPage } from './lead-page.tsx';
import { LeadsBoard } from './leads-board.tsx';
import { LeadsTable } from './leads-table.tsx';
import { useLeadEvents } from './use-lead-events.ts';

/** Every lead: as a board by tier (`/leads`), as a table (`/leads/table`), one of them (`/leads/ID`). */
export function LeadsPage() {
  useContactNames();
  return (
    <Switch>
      <Route path="/">
        <LeadsOverview view="/" />
      </Route>
      <Route path="/table">
        <LeadsOverview view="/table" />
      </Route>
      <Route path="/:id">{({ id }) => <LeadPage key={id} id={id} />}</Route>
    </Switch>
  );
}

function LeadsOverview({ view }: { view: '/' | '/table' }) {
  const text = useText();
  const [, go] = useLocation();
  const { isLive, changes } = useLeadEvents();
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1} size="h3">
          {text('leads.title')}
        </Title>
        <SegmentedControl
          aria-label={text('leads.view')}
          value={view}
          onChange={(chosen) => go(chosen)}
          data={[
            { value: '/', label: text('leads.board') },
            { value: '/table', label: text('leads.table') },
          ]}
        />
      </Group>
      {view === '/table' ? <LeadsTable isLive={isLive} /> : <LeadsBoard isLive={isLive} changes={changes} />}
    </Stack>
  );
}
