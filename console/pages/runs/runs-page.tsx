import { Route, Switch } from 'wouter';
import { RunPage } from './run-page.tsx';
import { RunsList } from './runs-list.tsx';

/** What the agents did: all of it (`/runs`), or one message's (`/runs/ID`). */
export function RunsPage() {
  return (
    <Switch>
      <Route path="/">
        <RunsList />
      </Route>
      <Route path="/:id">{({ id }) => <RunPage key={id} id={id} />}</Route>
    </Switch>
  );
}
