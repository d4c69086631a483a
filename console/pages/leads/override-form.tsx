import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/language.tsx';
import type { LeadTier } from './leads.generated.ts';
import { TIERS } from './tiers.ts';

/** What was typed goes only when it was taken. */
export function OverrideForm({
  tier,
  isBusy,
  onOverride,
}: {
  tier: LeadTier;
  isBusy: boolean;
  onOverride: (tier: LeadTier, reason: string) => Promise<boolean>;
}) {
  const text = useText();
  // until one is chosen, the lead's own: it may be scored anew meanwhile
  const [picked, setPicked] = useState<LeadTier | null>(null);
  const chosen = picked ?? tier;
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onOverride(chosen, reason).then((isDone) => {
          if (!isDone) return;
          setPicked(null);
          setReason('');
        });
      }}
    >
      <Stack gap="xs">
        <NativeSelect
          data-autofocus
          label={text('lead.override')}
          value={chosen}
          onChange={(event) => setPicked(TIERS.find((each) => each === event.currentTarget.value) ?? chosen)}
          data={TIERS.map((each) => ({ value: each, label: text(`tier.${each}`) }))}
        />
        <TextInput
          label={text('lead.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          required
        />
        <Button type="submit" w="fit-content" loading={isBusy} disabled={reason.trim() === ''}>
          {text('lead.overrideNow')}
        </Button>
      </Stack>
    </form>
  );
}
