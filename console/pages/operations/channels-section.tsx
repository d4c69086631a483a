import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { PageState } from '../../components/ui/page-state.tsx';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { ChannelCard } from './channel-card.tsx';
import { ConnectChannelForm } from './connect-channel-form.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { useChannels } from './use-channels.ts';

export function ChannelsSection() {
  const text = useText();
  const mayManage = useSession().may('channels:manage');
  const { channels, error, retry } = useChannels();
  const [isConnecting, { open, close }] = useDisclosure();
  return (
    <Stack>
      {mayManage && (
        <Group>
          <Button onClick={open}>{text('channel.connect')}</Button>
        </Group>
      )}
      <ConnectDialog title={text('channel.connect')} isOpen={isConnecting} onClose={close}>
        <ConnectChannelForm onConnected={close} />
      </ConnectDialog>
      {channels === null ? (
        <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />
      ) : channels.length === 0 ? (
        <PageState state="empty" message={text('channel.none')} />
      ) : (
        <Stack component="ul" gap="sm" p={0} m={0}>
          {channels.map((channel) => (
            <ChannelCard key={channel.id} channel={channel} mayManage={mayManage} />
          ))}
        </Stack>
      )}
    </Stack>
  );
}
