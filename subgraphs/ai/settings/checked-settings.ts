import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Intent } from '../run/run-enums.ts';
import type { IntentThresholds } from './ai-settings.entity.ts';

const LONGEST_PERSONA = 2_000;
const LONGEST_REPLY_TARGET_MINUTES = 10_080;

export function byIntent(thresholds: readonly { readonly intent: Intent; readonly threshold: number }[]): IntentThresholds {
  const entries = thresholds.map(({ intent, threshold }) => [intent, probability('input.thresholds', threshold)] as const);
  if (new Set(entries.map(([intent]) => intent)).size < entries.length)
    throw badUserInput('input.thresholds', 'Each intent may stand once.');
  return Object.fromEntries(entries);
}

export function probability(field: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw badUserInput(field, 'A threshold is a number from 0 to 1.');
  return value;
}

export function checkedPersona(persona: string): string {
  const cleaned = persona.replaceAll('\0', '').trim();
  if (cleaned.length > LONGEST_PERSONA)
    throw badUserInput('input.persona', `persona must be ${LONGEST_PERSONA} characters at most.`);
  return cleaned;
}

export function checkedReplyTarget(minutes: number): number {
  if (!(Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_REPLY_TARGET_MINUTES))
    throw badUserInput(
      'input.replyTargetMinutes',
      `replyTargetMinutes is a whole number from 1 to ${LONGEST_REPLY_TARGET_MINUTES} (a week).`,
    );
  return minutes;
}
