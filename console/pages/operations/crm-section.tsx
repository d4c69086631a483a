import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { ConnectCrmForm } from './connect-crm-form.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { CrmCard } from './crm-card.tsx';
import { TroubledLinks } from './troubled-links.tsx';
import { useCrmConnections } from './use-crm.ts';

export function CrmSection() {
  const text = useText();
  const mayManage = useSession().may('crm:manage');
  const { connections, error, retry } = useCrmConnections();
  const [isConnecting, { open, close }] = useDisclosure();
  return (
    <Stack>
      {mayManage && (
        <Group>
          <Button onClick={open}>{text('crm.connect')}</Button>
        </Group>
      )}
      <ConnectDialog title={text('crm.connect')} isOpen={isConnecting} onClose={close}>
        <ConnectCrmForm onConnected={close} />
      </ConnectDialog>
      {connections === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : connections.length === 0 ? (
        <PageState state="empty" message={text('crm.none')} />
      ) : (
        <Stack component="ul" gap="sm" p={0} m={0}>
          {connections.map((connection) => (
            <CrmCard key={connection.id} connection={connection} mayManage={mayManage} />
          ))}
        </Stack>
      )}
      <TroubledLinks />
    </Stack>
  );
}
