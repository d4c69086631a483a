import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useLocation } from 'wouter';
import { useText } from '../i18n/language.tsx';
import { useSession } from '../session/session.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { CurrentPage } from './current-page.tsx';
import { PAGES, pageAt } from './pages.ts';
import { ReaderMenu } from './reader-menu.tsx';
import { usePageChange } from './use-page-change.ts';

/** What stands around every page: the menu, who is signed in, whether events arrive. */
export function ConsoleShell() {
  const text = useText();
  const { tenant, may } = useSession();
  const [address] = useLocation();
  const [isOpen, { toggle, close }] = useDisclosure();
  const page = pageAt(address);
  const title = page ? text(page.title) : '';
  const contentId = usePageChange(page?.path, title);
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
          <ReaderMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={text('nav.menu')}>
        {PAGES.filter(({ scopes }) => scopes.some(may)).map(({ path, title: name, fetchAhead }) => (
          <NavLink
            key={path}
            component={Link}
            href={path}
            label={text(name)}
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
