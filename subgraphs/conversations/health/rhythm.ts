import { z } from 'zod';
import type { HealthTimes } from './health-times.ts';

const instant = z.iso.datetime().transform((text) => new Date(text));

/** How a channel's silences usually are: the longest lately for each kind of hour. */
export const rhythmSchema = z.object({
  /** Learning began. */
  since: instant,
  /** The latest message that is taken into account. */
  heardAt: instant.nullable(),
  /** As of `heardAt`, fading with a time constant of three weeks; one for each kind of hour. */
  longestMs: z.array(z.number()),
  /** The team was told of the silence after this message. */
  toldOf: instant.nullable(),
});
export type Rhythm = z.output<typeof rhythmSchema>;

const HOUR_MS = 3_600_000;
const HOURS_OF_A_KIND = 6;
const KINDS = 8;
const FADING_MS = 21 * 24 * HOUR_MS;
/** Shorter ones say nothing, and a busy channel's are not written down with each message. */
const NOTED_MS = 10 * 60_000;

/** Of a working day or of a weekend, and which quarter of the day, in UTC. */
export function kindOfHour(at: Date): number {
  const isWeekend = at.getUTCDay() % 6 === 0;
  return Math.floor(at.getUTCHours() / HOURS_OF_A_KIND) + (isWeekend ? KINDS / 2 : 0);
}

export const newRhythm = (now: Date): Rhythm => ({
  since: now,
  heardAt: null,
  longestMs: Array.from({ length: KINDS }, () => 0),
  toldOf: null,
});

/** With the silence that the latest message ended; the same object where there is nothing to note. */
export function learnSilence(rhythm: Rhythm, lastInboundAt: Date | null): Rhythm {
  if (lastInboundAt === null) return rhythm;
  if (rhythm.heardAt === null) return { ...rhythm, heardAt: lastInboundAt };
  const silenceMs = lastInboundAt.getTime() - rhythm.heardAt.getTime();
  if (silenceMs < NOTED_MS) return rhythm;
  const kinds = kindsBetween(rhythm.heardAt, lastInboundAt);
  const fade = Math.exp(-silenceMs / FADING_MS);
  const longestMs = rhythm.longestMs.map((longest, kind) => Math.max(longest * fade, kinds.has(kind) ? silenceMs : 0));
  return { ...rhythm, heardAt: lastInboundAt, longestMs: longestMs.map(Math.round) };
}

function kindsBetween(from: Date, to: Date): ReadonlySet<number> {
  const kinds = new Set([kindOfHour(to)]);
  for (let at = from.getTime(); at < to.getTime() && kinds.size < KINDS; at += HOUR_MS) kinds.add(kindOfHour(new Date(at)));
  return kinds;
}

/** Whether nothing has come in for unusually long, and nobody was told yet. */
export function isUnusuallySilent(rhythm: Rhythm, lastInboundAt: Date | null, now: Date, times: HealthTimes): boolean {
  if (lastInboundAt === null || now.getTime() - rhythm.since.getTime() < times.learnMs) return false;
  if (rhythm.toldOf?.getTime() === lastInboundAt.getTime()) return false;
  const usualMs = rhythm.longestMs[kindOfHour(now)] ?? 0;
  return now.getTime() - lastInboundAt.getTime() >= Math.max(times.minSilenceMs, times.silenceFactor * usualMs);
}
