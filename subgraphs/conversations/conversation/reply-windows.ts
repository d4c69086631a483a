import type { Platform } from '../platform.ts';
import type { Conversation } from './conversation.entity.ts';

/** How long after a person's latest message a platform takes a reply; null: for ever. */
export interface ReplyWindows {
  readonly replyWindowMs: number | null;
  /** The same for a reply that a person wrote or approved. */
  readonly personReplyWindowMs: number | null;
  /** Whether the platform lets an application answer there at all. Absent: everywhere. */
  mayAnswer?(replyTo: string | null): boolean;
}

const closesAt = (windowMs: number | null, lastInboundAt: Date): Date | null =>
  windowMs === null ? null : new Date(lastInboundAt.getTime() + windowMs);

/** For an answer to `replyTo`; one that nobody may give was too late from the beginning. */
export const windowClosesAt = (windows: ReplyWindows, lastInboundAt: Date, replyTo: string | null): Date | null =>
  windows.mayAnswer?.(replyTo) === false ? lastInboundAt : closesAt(windows.replyWindowMs, lastInboundAt);

export const personWindowClosesAt = ({ personReplyWindowMs }: ReplyWindows, lastInboundAt: Date): Date | null =>
  closesAt(personReplyWindowMs, lastInboundAt);

/** Until when a member may reply. Where there is no window and it is closed, nobody may answer. */
export function personWindowOf(
  { platform, lastInboundAt, replyWindowClosesAt }: Conversation,
  windowsOf: ReadonlyMap<Platform, ReplyWindows>,
): Date | null {
  const windows = windowsOf.get(platform);
  if (!windows || (windows.replyWindowMs === null && replyWindowClosesAt !== null)) return replyWindowClosesAt;
  return personWindowClosesAt(windows, lastInboundAt);
}
