import { NumberInput, SegmentedControl, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSearch } from 'wouter';
import { useText } from '../../i18n/language.tsx';
import { askedThreshold } from './asked-threshold.ts';
import { DecisionReplayPanel } from './decision-replay-panel.tsx';
import { GateNote } from './gate-note.tsx';
import { IntentThresholds, type TypedThresholds } from './intent-thresholds.tsx';
import type { Intent } from './settings.generated.ts';
import { SettingsForm } from './settings-form.tsx';
import { type AiSettings, useSaveSettings } from './use-settings.ts';

const DEFAULT_TARGET_ERROR_PERCENT = 5;

const percent = (share: number): number => Math.round(share * 10_000) / 100;

/** When a reply goes out unseen, and how it sounds. Shares are typed in per cent. */
export function ReplySettings({ saved, mayWrite }: { saved: AiSettings; mayWrite: boolean }) {
  const text = useText();
  const { saveAi, ...state } = useSaveSettings();
  const [autoReply, setAutoReply] = useState(saved.autoReply);
  const asked = askedThreshold(useSearch());
  const [way, setWay] = useState<'threshold' | 'target'>(saved.targetError === null || asked ? 'threshold' : 'target');
  const [threshold, setThreshold] = useState<number | string>(
    percent(asked?.intent === null ? asked.threshold : saved.confidenceThreshold),
  );
  const [byIntent, setByIntent] = useState<TypedThresholds>(() => ({
    ...Object.fromEntries(saved.thresholds.map((each) => [each.intent, percent(each.threshold)])),
    ...(asked?.intent && { [asked.intent]: percent(asked.threshold) }),
  }));
  const [replyTarget, setReplyTarget] = useState<number | string>(saved.replyTargetMinutes);
  const [target, setTarget] = useState<number | string>(
    saved.targetError === null ? DEFAULT_TARGET_ERROR_PERCENT : percent(saved.targetError),
  );
  const [audit, setAudit] = useState<number | string>(percent(saved.auditShare));
  const [persona, setPersona] = useState(saved.persona);
  return (
    <SettingsForm
      title={text('settings.replies')}
      mayWrite={mayWrite}
      {...state}
      onSave={() =>
        void saveAi({
          autoReply,
          persona,
          auditShare: Number(audit) / 100,
          ...(way === 'target'
            ? { targetError: Number(target) / 100 }
            : { confidenceThreshold: Number(threshold) / 100, thresholds: listOf(byIntent) }),
          replyTargetMinutes: Number(replyTarget),
        })
      }
    >
      <Switch
        label={text('settings.autoReply')}
        description={text('settings.autoReplyHint')}
        checked={autoReply}
        disabled={!mayWrite}
        onChange={(event) => setAutoReply(event.currentTarget.checked)}
      />
      <SegmentedControl
        aria-label={text('settings.way')}
        w="fit-content"
        value={way}
        onChange={setWay}
        readOnly={!mayWrite}
        data={[
          { value: 'threshold', label: text('settings.threshold') },
          { value: 'target', label: text('settings.targetError') },
        ]}
      />
      {way === 'threshold' ? (
        <>
          <NumberInput
            label={text('settings.thresholdPercent')}
            value={threshold}
            onChange={setThreshold}
            min={0}
            max={100}
            suffix=" %"
            readOnly={!mayWrite}
          />
          <IntentThresholds typed={byIntent} onChange={setByIntent} mayWrite={mayWrite} />
        </>
      ) : (
        <NumberInput
          label={text('settings.targetPercent')}
          value={target}
          onChange={setTarget}
          min={0}
          max={50}
          suffix=" %"
          readOnly={!mayWrite}
        />
      )}
      {saved.targetError !== null && <GateNote gate={saved.gate} />}
      <NumberInput
        label={text('settings.audit')}
        description={text('settings.auditHint')}
        value={audit}
        onChange={setAudit}
        min={0}
        max={100}
        suffix=" %"
        readOnly={!mayWrite}
      />
      <NumberInput
        label={text('settings.replyTarget')}
        description={text('settings.replyTargetHint')}
        value={replyTarget}
        onChange={setReplyTarget}
        min={1}
        max={10_080}
        allowDecimal={false}
        required
        readOnly={!mayWrite}
      />
      <Textarea
        label={text('settings.persona')}
        value={persona}
        onChange={(event) => setPersona(event.currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={3}
        readOnly={!mayWrite}
      />
      {mayWrite && (
        <DecisionReplayPanel
          last={saved.replayDecisions}
          maxErrorRate={saved.replayMaxErrorRate}
          isRequired={saved.requireReplay}
          proposal={
            way === 'target'
              ? { persona, targetError: Number(target) / 100 }
              : { persona, threshold: Number(threshold) / 100, thresholds: listOf(byIntent) }
          }
        />
      )}
    </SettingsForm>
  );
}

const listOf = (typed: TypedThresholds): { intent: Intent; threshold: number }[] =>
  Object.entries(typed)
    .filter(([, value]) => value !== '')
    .map(([intent, value]) => ({ intent: intent as Intent, threshold: Number(value) / 100 }));
