import { Button, NumberInput, SegmentedControl, Switch, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useIntl } from 'react-intl';
import { useSearch } from 'wouter';
import { useText } from '../../i18n/language.tsx';
import { askedThreshold } from './asked-threshold.ts';
import { DecisionReplayPanel } from './decision-replay-panel.tsx';
import { GateNote } from './gate-note.tsx';
import { IntentThresholds } from './intent-thresholds.tsx';
import { placeRefusal } from './refusal.ts';
import { askedReplies, proposalOf, repliesInput, savedReplies } from './reply-draft.ts';
import { SettingsForm } from './settings-form.tsx';
import { useDraft } from './use-draft.ts';
import { type AiSettings, useSaveSettings } from './use-settings.ts';

const FIELDS = ['confidenceThreshold', 'thresholds', 'targetError', 'auditShare', 'replyTargetMinutes', 'persona'];

/** When a reply goes out unseen, and how it sounds. Shares are typed in per cent. */
export function ReplySettings({ saved, mayWrite }: { saved: AiSettings; mayWrite: boolean }) {
  const text = useText();
  const { formatNumber } = useIntl();
  const { saveAi, refusal, ...state } = useSaveSettings();
  const { draft, change, isUnsaved, discard } = useDraft(
    'replies',
    savedReplies(saved),
    askedReplies(saved, askedThreshold(useSearch())),
  );
  const toReplay = useRef<HTMLButtonElement>(null);
  const isReplayAsked = refusal?.reason === 'REPLAY_REQUIRED';
  const { problem, at } = placeRefusal(refusal, FIELDS);
  return (
    <SettingsForm
      title={text('settings.replies')}
      mayWrite={mayWrite}
      {...state}
      isUnsaved={mayWrite && isUnsaved}
      problem={
        isReplayAsked
          ? text('settings.replayRequired', {
              decisions: saved.replayDecisions,
              rate: formatNumber(saved.replayMaxErrorRate, { style: 'percent', maximumFractionDigits: 1 }),
            })
          : problem
      }
      wayOut={
        isReplayAsked && (
          <Button size="xs" variant="white" onClick={() => toReplay.current?.focus()}>
            {text('settings.toReplay')}
          </Button>
        )
      }
      onDiscard={discard}
      onSave={async () => {
        if (await saveAi(repliesInput(draft))) discard();
      }}
    >
      <Switch
        label={text('settings.autoReply')}
        description={text('settings.autoReplyHint')}
        checked={draft.autoReply}
        disabled={!mayWrite}
        onChange={(event) => change({ autoReply: event.currentTarget.checked })}
      />
      <SegmentedControl
        aria-label={text('settings.way')}
        w="fit-content"
        value={draft.way}
        onChange={(way) => change({ way })}
        readOnly={!mayWrite}
        data={[
          { value: 'threshold', label: text('settings.threshold') },
          { value: 'target', label: text('settings.targetError') },
        ]}
      />
      {draft.way === 'threshold' ? (
        <NumberInput
          label={text('settings.thresholdPercent')}
          {...at('confidenceThreshold')}
          value={draft.threshold}
          onChange={(threshold) => change({ threshold })}
          min={0}
          max={100}
          suffix=" %"
          required
          readOnly={!mayWrite}
        />
      ) : (
        <>
          <NumberInput
            label={text('settings.targetPercent')}
            {...at('targetError')}
            value={draft.target}
            onChange={(target) => change({ target })}
            min={0}
            max={50}
            suffix=" %"
            required
            readOnly={!mayWrite}
          />
          <GateNote gate={saved.gate} isInForce={saved.targetError !== null} />
        </>
      )}
      <IntentThresholds
        typed={draft.byIntent}
        onChange={(byIntent) => change({ byIntent })}
        mayWrite={mayWrite}
        first={draft.threshold}
        problem={at('thresholds').error ?? null}
      />
      <NumberInput
        label={text('settings.audit')}
        description={text('settings.auditHint')}
        {...at('auditShare')}
        value={draft.audit}
        onChange={(audit) => change({ audit })}
        min={0}
        max={100}
        suffix=" %"
        required
        readOnly={!mayWrite}
      />
      <NumberInput
        label={text('settings.replyTarget')}
        description={text('settings.replyTargetHint')}
        {...at('replyTargetMinutes')}
        value={draft.replyTarget}
        onChange={(replyTarget) => change({ replyTarget })}
        min={1}
        max={10_080}
        allowDecimal={false}
        required
        readOnly={!mayWrite}
      />
      <Textarea
        label={text('settings.persona')}
        {...at('persona')}
        value={draft.persona}
        onChange={(event) => change({ persona: event.currentTarget.value })}
        maxLength={2000}
        autosize
        minRows={3}
        readOnly={!mayWrite}
      />
      {mayWrite && (
        <DecisionReplayPanel
          beginRef={toReplay}
          last={saved.replayDecisions}
          maxErrorRate={saved.replayMaxErrorRate}
          isRequired={saved.requireReplay}
          proposal={proposalOf(draft, saved)}
        />
      )}
    </SettingsForm>
  );
}
