import type { PlatformConnector } from '../connectors/platform-connector.ts';
import type { Platform } from '../platform.ts';

const HOUR_MS = 3_600_000;
/** The task comes every few minutes, and what is made of a message is made a little after it: so that nothing is kept for longer, it goes sooner. */
const MARGIN_MS = HOUR_MS / 2;

/** How far a channel's contents have expired, by the tenant's setting and the platform's rule. */
export interface Expiry {
  /** What came before goes; null: nothing does. */
  readonly contentBefore: Date | null;
  /** Events from before that everybody has handled lose their person's part: nobody asks for it again. */
  readonly handledBefore: Date;
  /** Names that were told before go; null: none do. */
  readonly namesBefore: Date | null;
}

export function expiryOf(
  { platform, retentionHours }: { readonly platform: Platform; readonly retentionHours: number | null },
  connectors: ReadonlyMap<Platform, PlatformConnector>,
  now: Date,
): Expiry {
  const retention = connectors.get(platform)?.retention ?? null;
  const chosenMs = retentionHours === null ? Number.POSITIVE_INFINITY : retentionHours * HOUR_MS;
  const contentMs = Math.min(chosenMs, retention?.messagesMs ?? Number.POSITIVE_INFINITY);
  const namesMs = Math.min(contentMs, retention?.profilesMs ?? Number.POSITIVE_INFINITY);
  const before = (keptMs: number): Date | null => (Number.isFinite(keptMs) ? new Date(now.getTime() - keptMs + MARGIN_MS) : null);
  return {
    contentBefore: before(contentMs),
    handledBefore: new Date(now.getTime() - MARGIN_MS),
    namesBefore: retention === null ? null : before(namesMs),
  };
}
