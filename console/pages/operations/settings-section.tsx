import { Stack } from '@mantine/core';
import { useCallback } from 'react';
import { PageState } from '../../components/ui/page-state.tsx';
import { useLeaveWarning } from '../../components/use-leave-warning.ts';
import { useText } from '../../i18n/language.tsx';
import { useSession } from '../../session/session.tsx';
import { CostSettings } from './cost-settings.tsx';
import { ReadingSettings } from './reading-settings.tsx';
import { ReplySettings } from './reply-settings.tsx';
import { SafetySettings } from './safety-settings.tsx';
import { TierSettings } from './tier-settings.tsx';
import { useUnsaved } from './use-draft.ts';
import { useSettings } from './use-settings.ts';

/** What the agents are told. A role that may not change it reads it. */
export function SettingsSection() {
  const text = useText();
  const { may } = useSession();
  const unsaved = useUnsaved();
  useLeaveWarning(
    useCallback(() => unsaved.size > 0, [unsaved]),
    text('settings.leave'),
  );
  const { settings, tiers, error, retry } = useSettings();
  if (settings === null) return <PageState state={error ? 'failed' : 'loading'} onRetry={() => void retry()} />;
  const mayWrite = may('ai:configure');
  return (
    <Stack maw={760}>
      <ReplySettings saved={settings} mayWrite={mayWrite} />
      <SafetySettings saved={settings} mayWrite={mayWrite} />
      <CostSettings saved={settings} mayWrite={mayWrite} />
      <ReadingSettings saved={settings} mayWrite={mayWrite} />
      {tiers && <TierSettings saved={tiers} mayWrite={may('leads:write')} />}
    </Stack>
  );
}
