import { Badge, Button, Group, Menu, useMantineColorScheme } from '@mantine/core';
import { useConnectionState } from '../api/connection.ts';
import { useLanguage, useText } from '../i18n/language.tsx';
import { useSession } from '../session/session.tsx';

/** Who is signed in, and how the console looks to them. */
export function ReaderMenu() {
  const text = useText();
  const { member, roles, connection, signOut } = useSession();
  const state = useConnectionState(connection);
  const { language, choose } = useLanguage();
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <Group gap="xs" wrap="nowrap" flex="none">
      {state !== 'IDLE' && (
        // a page that watches nothing has no connection, and is none the worse for it
        <Badge variant="light" color={state === 'LIVE' ? 'teal' : 'orange'} role="status" visibleFrom="sm">
          {text(state === 'LIVE' ? 'connection.live' : 'connection.connecting')}
        </Badge>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" color="gray">
            {member?.displayName ?? roles.join(', ')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{roles.join(', ')}</Menu.Label>
          <Menu.Item onClick={toggleColorScheme}>{text('theme.switch')}</Menu.Item>
          <Menu.Item onClick={() => choose(language === 'en' ? 'de' : 'en')} lang={language === 'en' ? 'de' : 'en'}>
            {language === 'en' ? 'Deutsch' : 'English'}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={signOut}>{text('session.signOut')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
