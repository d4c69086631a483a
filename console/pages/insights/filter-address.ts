import { isDay, lastDays, type Period } from '../../components/ui/period.ts';
import type { Intent, Platform } from './insights.generated.ts';

export const PRESETS = [1, 7, 30, 90, 365] as const;
export const PLATFORMS: readonly Platform[] = ['FACEBOOK', 'INSTAGRAM', 'X', 'LINKEDIN'];
export const INTENTS: readonly Intent[] = ['SALES', 'SUPPORT', 'COMPLAINT', 'PRAISE', 'GENERAL', 'SPAM'];
const USUAL_DAYS = 30;

export interface Filters {
  /** So many days until today, or days of the reader's own. */
  readonly period: number | Period;
  readonly platform: Platform | null;
  readonly intent: Intent | null;
}

const oneOf = <Value extends string>(values: readonly Value[], word: string | null): Value | null =>
  values.find((value) => value === word) ?? null;

/** What makes no sense is as if it were not there. */
export function readFilters(search: string): Filters {
  const asked = new URLSearchParams(search);
  const [first, last] = [asked.get('from'), asked.get('to')];
  return {
    period:
      isDay(first) && isDay(last) ? { first, last } : (PRESETS.find((days) => days === Number(asked.get('days'))) ?? USUAL_DAYS),
    platform: oneOf(PLATFORMS, asked.get('platform')),
    intent: oneOf(INTENTS, asked.get('intent')),
  };
}

/** What is as usual is not said. */
export function writeFilters({ period, platform, intent }: Filters): string {
  const said = new URLSearchParams();
  if (typeof period === 'object') {
    said.set('from', period.first);
    said.set('to', period.last);
  } else if (period !== USUAL_DAYS) said.set('days', String(period));
  if (platform) said.set('platform', platform);
  if (intent) said.set('intent', intent);
  const search = said.toString();
  return search && `?${search}`;
}

export const periodOf = ({ period }: Filters, today: string): Period =>
  typeof period === 'object' ? period : lastDays(period, today);
