import { describe, expect, it } from 'vitest';
import { HEALTH_TIMES } from './health-times.ts';
import { isUnusuallySilent, kindOfHour, learnSilence, newRhythm, type Rhythm } from './rhythm.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = new Date('2026-03-02T00:00:00Z');
const at = (days: number, hours: number): Date => new Date(MONDAY.getTime() + days * DAY + hours * HOUR);

/** A shop: a message every 20 minutes from 8 to 20 o'clock on weekdays. */
function learnWeeks(weeks: number): { rhythm: Rhythm; last: Date } {
  let rhythm = newRhythm(at(0, 8));
  let last = at(0, 8);
  for (let day = 0; day < weeks * 7; day++) {
    if (day % 7 > 4) continue;
    for (let minute = 8 * 60; minute <= 20 * 60; minute += 20) {
      last = at(day, minute / 60);
      rhythm = learnSilence(rhythm, last);
    }
  }
  return { rhythm, last };
}

const isSilent = (rhythm: Rhythm, last: Date, now: Date): boolean => isUnusuallySilent(rhythm, last, now, HEALTH_TIMES);

describe('a channel’s silence', () => {
  const { rhythm } = learnWeeks(3);
  const monday = 21;

  it('is unusual where messages came every few minutes at this kind of hour, after the least that is ever unusual', () => {
    const last = at(monday, 12);
    expect(isSilent(rhythm, last, at(monday, 14.9))).toBe(false);
    expect(isSilent(rhythm, last, at(monday, 15))).toBe(true);
  });

  it('is usual at night and at the weekend, when there was always one', () => {
    const friday = at(monday + 4, 20);
    for (let hours = 1; hours <= 60; hours += 1)
      expect(isSilent(rhythm, friday, new Date(friday.getTime() + hours * HOUR))).toBe(false);
  });

  it('is told of once', () => {
    const last = at(monday, 12);
    expect(isSilent({ ...rhythm, toldOf: last }, last, at(monday, 16))).toBe(false);
    expect(isSilent({ ...rhythm, toldOf: at(monday, 11) }, last, at(monday, 16))).toBe(true);
  });

  it('is never unusual before a channel is known for a week, nor before its first message', () => {
    const young = newRhythm(at(0, 8));
    expect(isSilent(young, at(0, 9), at(6, 9))).toBe(false);
    expect(isUnusuallySilent(rhythm, null, at(monday, 16), HEALTH_TIMES)).toBe(false);
  });

  it('that was long once is forgotten in the end', () => {
    const long = learnSilence({ ...newRhythm(at(0, 0)), heardAt: at(0, 12) }, at(1, 12));
    expect(isSilent(long, at(15, 12), at(15, 17))).toBe(false);
    let later = long;
    for (let day = 1; day <= 90; day++) later = learnSilence(later, at(day, 12 + (day % 2)));
    // a day's silence is usual by now: it was one each day
    expect(later.longestMs[kindOfHour(at(90, 13))]).toBeGreaterThan(20 * HOUR);
    let busy = long;
    for (let hour = 36; hour < 24 * 90; hour++) busy = learnSilence(busy, at(0, hour));
    expect(busy.longestMs[kindOfHour(at(90, 13))]).toBeLessThan(2 * HOUR);
  });

  it('is not written down for each message of a busy channel', () => {
    const heard = { ...newRhythm(at(0, 8)), heardAt: at(0, 12) };
    expect(learnSilence(heard, new Date(at(0, 12).getTime() + 9 * 60_000))).toBe(heard);
  });
});
