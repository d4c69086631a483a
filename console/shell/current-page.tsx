import { Alert } from '@mantine/core';
import { Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { PageState } from '../components/ui/page-state.tsx';
import { useText } from '../i18n/language.tsx';
import { useSession } from '../session/session.tsx';
import { PAGES } from './pages.ts';
import { RescueFromFailure } from './rescue-from-failure.tsx';

/** The page that the address names; at an address that is none, the first one that the reader's role allows. */
export function CurrentPage() {
  const text = useText();
  const { may } = useSession();
  const [address] = useLocation();
  const allowed = PAGES.filter(({ scopes }) => scopes.some(may));
  const [first] = allowed;
  if (!first) return <Alert role="alert">{text('state.notAllowed')}</Alert>;
  return (
    <RescueFromFailure key={address.split('/')[1]}>
      <Suspense fallback={<PageState state="loading" />}>
        <Switch>
          {allowed.map(({ path, Component }) => (
            // the page's own addresses are relative to it
            <Route key={path} path={path} nest>
              <Component />
            </Route>
          ))}
          <Route>
            <Redirect to={first.path} replace />
          </Route>
        </Switch>
      </Suspense>
    </RescueFromFailure>
  );
}
