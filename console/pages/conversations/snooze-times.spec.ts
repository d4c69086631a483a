import { expect, it } from 'vitest';
import { asLocalInput, mondayAtNine, readSnoozeTime, tomorrowAtNine } from './snooze-times.ts';

// a Monday, in the zone of whoever runs this
const MONDAY = new Date(2026, 10, 23, 14, 5, 30);

it('Monday is the next one, also on a Monday, and at nine by the reader’s clock', () => {
  expect(mondayAtNine(MONDAY)).toEqual(new Date(2026, 10, 30, 9));
  expect(mondayAtNine(new Date(2026, 10, 22, 23, 59))).toEqual(new Date(2026, 10, 23, 9));
  expect(mondayAtNine(new Date(2026, 10, 24))).toEqual(new Date(2026, 10, 30, 9));
});

it('tomorrow is the next day of the calendar, over months, years and clocks that are put forward', () => {
  expect(tomorrowAtNine(new Date(2026, 11, 31, 23, 30))).toEqual(new Date(2027, 0, 1, 9));
  expect(tomorrowAtNine(new Date(2026, 2, 28, 22)).getHours()).toBe(9);
});

it('a time that was typed is the reader’s own, and refused where it is none, over, or more than a year away', () => {
  expect(asLocalInput(MONDAY)).toBe('2026-11-23T14:05');
  expect(readSnoozeTime('2026-11-23T14:06', MONDAY)).toEqual(new Date(2026, 10, 23, 14, 6));
  expect(readSnoozeTime('2026-11-23T14:05', MONDAY)).toBe('past');
  expect(readSnoozeTime('2028-01-01T09:00', MONDAY)).toBe('far');
  expect(readSnoozeTime('', MONDAY)).toBe('missing');
  expect(readSnoozeTime('soon', MONDAY)).toBe('missing');
});
