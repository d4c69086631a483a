import { Button, Group, Stack, Title } from '@mantine/core';
import { Suspense } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { SECTIONS } from './sections.ts';

/** What keeps the tenant running, a section an address (`/operations/channels`); those that the role may see. */
export function OperationsPage() {
  const text = useText();
  const { may } = useSession();
  const [address] = useLocation();
  const allowed = SECTIONS.filter(({ scope }) => may(scope));
  return (
    <Stack>
      <Title order={1} size="h3">
        {text('nav.operations')}
      </Title>
      <Group component="nav" gap={4} aria-label={text('nav.operations')}>
        {allowed.map(({ path, title }) => {
          const isHere = address === path;
          return (
            <Button
              key={path}
              component={Link}
              href={path}
              size="compact-md"
              variant={isHere ? 'filled' : 'subtle'}
              aria-current={isHere ? 'page' : undefined}
            >
              {text(title)}
            </Button>
          );
        })}
      </Group>
      <Suspense fallback={<PageState state="loading" />}>
        <Switch>
          {allowed.map(({ path, Component }) => (
            <Route key={path} path={path}>
              <Component />
            </Route>
          ))}
          <Route>{allowed[0] && <Redirect to={allowed[0].path} replace />}</Route>
        </Switch>
      </Suspense>
    </Stack>
  );
}
