import { addDays, isDay, startOf } from '../../components/ui/period.ts';
import type { Intent, Platform, RunStatus } from './runs.generated.ts';

export const STATUSES: readonly RunStatus[] = [
  'RUNNING',
  'AUTO_REPLIED',
  'IN_REVIEW',
  'REPLIED_AFTER_REVIEW',
  'REJECTED',
  'SUPERSEDED',
  'NO_REPLY',
  'FAILED',
];

export const INTENTS: readonly Intent[] = ['SALES', 'SUPPORT', 'COMPLAINT', 'PRAISE', 'GENERAL', 'SPAM'];

export const PLATFORMS: readonly Platform[] = ['FACEBOOK', 'INSTAGRAM', 'X', 'LINKEDIN'];

/** Days as the reader's clock counts them; `to` is included. */
export interface RunFilters {
  readonly status: RunStatus | null;
  readonly intent: Intent | null;
  readonly platform: Platform | null;
  readonly from: string | null;
  readonly to: string | null;
}

const oneOf = <Value extends string>(values: readonly Value[], word: string | null): Value | null =>
  values.find((value) => value === word) ?? null;

/** What makes no sense is as if it were not there. */
export function readRunFilters(search: string): RunFilters {
  const asked = new URLSearchParams(search);
  const day = (name: string): string | null => {
    const word = asked.get(name);
    return isDay(word) ? word : null;
  };
  return {
    status: oneOf(STATUSES, asked.get('status')),
    intent: oneOf(INTENTS, asked.get('intent')),
    platform: oneOf(PLATFORMS, asked.get('platform')),
    from: day('from'),
    to: day('to'),
  };
}

export function writeRunFilters(filters: RunFilters): string {
  const said = new URLSearchParams(Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return said.size > 0 ? `?${said}` : '';
}

/** As the API takes them. */
export const askedOf = ({ status, intent, platform, from, to }: RunFilters) => ({
  status: status && [status],
  intent: intent && [intent],
  platform: platform && [platform],
  createdAfter: from && startOf(from).toISOString(),
  createdBefore: to && startOf(addDays(to, 1)).toISOString(),
});

type AskedFilter = Partial<{ readonly [Name in keyof ReturnType<typeof askedOf>]: ReturnType<typeof askedOf>[Name] }>;

interface Filtered {
  readonly status: RunStatus;
  readonly intent: Intent | null;
  readonly platform: Platform | null;
  readonly createdAt: string;
}

/** Whether a list that was asked for with a filter would show the run: the same as the server says. */
export function isOf(run: Filtered, { status, intent, platform, createdAfter, createdBefore }: AskedFilter): boolean {
  const at = Date.parse(run.createdAt);
  return (
    (!status || status.includes(run.status)) &&
    (!intent || (run.intent !== null && intent.includes(run.intent))) &&
    (!platform || (run.platform !== null && platform.includes(run.platform))) &&
    (!createdAfter || at >= Date.parse(createdAfter)) &&
    (!createdBefore || at < Date.parse(createdBefore))
  );
}
