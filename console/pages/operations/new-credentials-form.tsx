import { Button, Stack } from '@mantine/core';
import { type TextId, useText } from '../../i18n/language.tsx';
import { CredentialFields } from './credential-fields.tsx';
import { type CredentialNeed, readCredentials } from './credential-needs.ts';
import { Guide } from './guide.tsx';

export function NewCredentialsForm({
  needs,
  guide,
  isBusy,
  onSend,
}: {
  needs: readonly CredentialNeed[];
  guide: TextId;
  isBusy: boolean;
  onSend: (credentials: Readonly<Record<string, string>>) => Promise<void>;
}) {
  const text = useText();
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        await onSend(await readCredentials(event.currentTarget, needs));
      }}
    >
      <Stack gap="sm">
        <Guide id={guide} />
        <CredentialFields needs={needs} />
        <Button type="submit" size="xs" loading={isBusy} w="fit-content">
          {text('connect.renewNow')}
        </Button>
      </Stack>
    </form>
  );
}
