import { Button, Group, Text, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useText } from '../../i18n/language.tsx';
import type { Platform } from './channels.generated.ts';

/** Where the platform is to send what people write. The API tells no secret of the installation: who runs it knows the verify token. */
export function WebhookAddress({ platform }: { platform: Platform }) {
  const text = useText();
  const { copied, copy } = useClipboard();
  const address = `${location.origin}/webhooks/${platform.toLowerCase()}`;
  return (
    <>
      <Text size="sm">{text(`webhook.${platform}`)}</Text>
      <Group align="end" gap="xs" wrap="nowrap">
        <TextInput
          label={text('webhook.address')}
          value={address}
          readOnly
          flex={1}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button variant="light" onClick={() => copy(address)}>
          {copied ? text('webhook.copied') : text('webhook.copy')}
        </Button>
      </Group>
    </>
  );
}
