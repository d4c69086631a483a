import { describe, expect, it } from 'vitest';
import { CLOSED_GATE, deriveGate, type Gate } from './gate.ts';
import type { HeadDecision, TenantHead } from './tenant-head.ts';

const TARGET = 0.2;
/** Says what the shipped head does not: only what has every word supported is ever sent. */
const SEES: TenantHead = {
  ...{ version: 0, decisions: 100, slope: 0, offset: -3, weights: { supportedShare: 6 }, leans: {} },
  learnedUntil: new Date(120_000).toISOString(),
};
const decide = (from: number, to: number): HeadDecision[] =>
  Array.from({ length: to - from }, (_, at) => {
    const supportedShare = (from + at) % 2;
    return {
      ...{
        score: 0.7,
        features: { supportedShare },
        channel: null,
        provider: null,
        intent: null,
        unchanged: supportedShare === 1,
      },
      ...{ reviewChance: 1, isAudited: false, decidedAt: new Date((from + at + 1) * 1_000) },
    };
  });
const derive = (before: Gate, count: number, learned: TenantHead | null, target: number | null = TARGET): Gate =>
  deriveGate(before, { decided: decide(0, count), counted: decide(0, count), learned }, target);

describe('a gate', () => {
  it('tries what the tenant taught one look after it was learned, and takes it where it lets more through', () => {
    const learned = derive(derive(CLOSED_GATE, 60, null), 120, SEES);
    expect(learned).toMatchObject({ threshold: null, head: null, challenger: SEES });
    const taken = derive(learned, 480, null);
    expect(taken).toMatchObject({ threshold: expect.any(Number), head: { ...SEES, version: taken.version }, challenger: null });
    expect(taken.last).toMatchObject({ kind: 'found', coverage: 0.5, errors: 0 });
  });

  it('never tests a head on decisions that it may have learned from', () => {
    const late = { ...SEES, learnedUntil: new Date(450_000).toISOString() };
    const learned = derive(derive(CLOSED_GATE, 60, null), 120, late);
    expect(derive(learned, 480, null)).toMatchObject({ threshold: null, head: null });
    const knowing = { ...derive(CLOSED_GATE, 60, null), head: late };
    expect(derive(knowing, 480, null)).toMatchObject({ threshold: null, head: late });
  });

  it('changes neither head nor threshold between two looks', () => {
    const taken = derive(derive(derive(CLOSED_GATE, 60, null), 120, SEES), 480, null);
    const other = { ...SEES, offset: 9 };
    expect(derive(taken, 700, other)).toMatchObject({
      head: taken.head,
      challenger: null,
      last: taken.last,
      version: taken.version + 1,
    });
  });

  it('shuts between two looks once audited replies are wrong more often than chance allows, and counts anew from then on', () => {
    const taken = derive(derive(derive(CLOSED_GATE, 60, null), 120, SEES), 480, null);
    const wrong = (count: number) =>
      decide(480, 600).map((draft, at) =>
        draft.features?.['supportedShare'] === 1 && at < count * 2 ? { ...draft, unchanged: false } : draft,
      );
    const withErrors = (count: number): Gate => {
      const counted = [...decide(0, 480), ...wrong(count)];
      return deriveGate(taken, { decided: counted, counted }, TARGET);
    };
    expect(withErrors(8).threshold).not.toBeNull();
    const shut = withErrors(60);
    expect(shut).toMatchObject({ threshold: null, looks: 0, counted: 0, shadow: { why: 'MORE_ERRORS', since: shut.since } });
    expect(Date.parse(shut.since ?? '')).toBeGreaterThan(600_000);
  });

  it('without a target is in force a look later untested, and begins again at the shipped head once a target is set', () => {
    const learned = derive(derive(CLOSED_GATE, 60, null, null), 120, SEES, null);
    expect(learned).toMatchObject({ head: null, challenger: SEES });
    const free = derive(learned, 240, SEES, null);
    expect(free).toMatchObject({ head: { ...SEES, version: free.version }, calibrator: { kind: 'platt', decisions: 120 } });
    // the target's first look tests both, and the shipped one lets nothing through
    const bound = derive({ ...free, challenger: null }, 480, null);
    expect(bound).toMatchObject({ threshold: expect.any(Number), head: { version: free.version } });
    expect(derive({ ...free, challenger: null }, 30, null)).toMatchObject({ threshold: null, head: null });
  });
});
