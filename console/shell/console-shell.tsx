import { AppShell, Badge, Burger, Group, NavLink, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense } from 'react';
import { Link, useLocation } from 'wouter';
import { fetchedApart } from '../fetched-apart.ts';
import { useText } from '../i18n/language.tsx';
import { useSession } from '../session/session.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { CurrentPage } from './current-page.tsx';
import { PAGES, pageAt } from './pages.ts';
import { usePageChange } from './use-page-change.ts';
import { useWaitingCount } from './use-waiting-count.ts';

// what floats comes with much code, and nobody opens it first
const ReaderMenu = fetchedApart(async () => (await import('./reader-menu.tsx')).ReaderMenu);

/** What stands around every page: the menu, who is signed in, whether events arrive. */
export function ConsoleShell() {
  const text = useText();
  const { tenant, may } = useSession();
  const [address] = useLocation();
  const [isOpen, { toggle, close }] = useDisclosure();
  const page = pageAt(address);
  const title = page ? text(page.title) : '';
  const waiting = useWaitingCount();
  const contentId = usePageChange(page?.path, title, waiting);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'xs', sm: 'md' }}
    >
      <a className="skip" href={`#${contentId}`}>
        {text('nav.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={text('nav.menu')} />
            <Text fw={700}>{text('app.name')}</Text>
            <Text c="dimmed" truncate>
              {tenant.name}
            </Text>
          </Group>
          <Suspense fallback={null}>
            <ReaderMenu.Component />
          </Suspense>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={text('nav.menu')}>
        {PAGES.filter(({ scopes }) => scopes.some(may)).map(({ path, title: name, fetchAhead }) => (
          <NavLink
            key={path}
            component={Link}
            href={path}
            label={text(name)}
            rightSection={name === 'nav.review' && waiting ? <Waiting count={waiting} /> : null}
            active={path === page?.path}
            aria-current={path === page?.path ? 'page' : undefined}
            onPointerEnter={fetchAhead}
            onFocus={fetchAhead}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id={contentId} tabIndex={-1} aria-label={title || undefined}>
        <ConnectionBanner />
        <CurrentPage />
      </AppShell.Main>
    </AppShell>
  );
}

function Waiting({ count }: { count: number }) {
  const text = useText();
  return (
    <>
      <Badge circle={count < 10} aria-hidden>
        {count < 1_000 ? count : '999+'}
      </Badge>
      <VisuallyHidden>{text('nav.waiting', { count })}</VisuallyHidden>
    </>
  );
}
