import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings/ai-settings.entity.ts';
import { CLOSED_GATE, type Gate } from './gate.ts';
import { type DraftToJudge, judgeDraft } from './judge-draft.ts';

const OPEN: Gate = { ...CLOSED_GATE, version: 7, target: 0.1, threshold: 0.86, looks: 1 };
const settings = { ...DEFAULT_SETTINGS, confidenceThreshold: 0.8, auditShare: 0.05 };
const promised = { ...settings, targetError: 0.1 };
const DRAFT: DraftToJudge = {
  settings,
  gate: null,
  intent: 'SUPPORT',
  score: 0.85,
  heldBack: [],
  audited: false,
  windowOpen: true,
};
const judge = (changes: Partial<DraftToJudge>) => judgeDraft({ ...DRAFT, ...changes });

describe('a draft', () => {
  it('is sure at the tenant’s own threshold, the intent’s where it has one, and not below', () => {
    expect(judge({ score: 0.8 }).isSure).toBe(true);
    expect(judge({ score: 0.7999 }).isSure).toBe(false);
    expect(judge({ settings: { ...settings, thresholds: { SUPPORT: 0.9 } } }).isSure).toBe(false);
    expect(judge({ settings: { ...settings, thresholds: { SUPPORT: 0.4 } }, score: 0.5 }).isSure).toBe(true);
    expect(judge({ score: null }).isSure).toBe(false);
  });

  it('goes out unseen by a target error only where decisions on the same recipe’s drafts hold to this very target', () => {
    const isSure = (changes: Partial<DraftToJudge>) => judge({ settings: promised, score: 0.9, ...changes }).isSure;
    expect(isSure({ gate: OPEN })).toBe(true);
    expect(isSure({ gate: OPEN, score: 0.85 })).toBe(false);
    expect(isSure({ gate: null, score: 1 })).toBe(false);
    expect(isSure({ gate: { ...OPEN, threshold: null }, score: 1 })).toBe(false);
    expect(isSure({ gate: { ...OPEN, target: 0.2 }, score: 1 })).toBe(false);
  });

  it('is held to an intent’s threshold under a target error where that asks for more', () => {
    const threshold = (own: number) =>
      judge({ settings: { ...promised, thresholds: { SUPPORT: own } }, gate: OPEN }).record.threshold;
    expect(threshold(0.95)).toBe(0.95);
    expect(threshold(0.3)).toBe(0.86);
  });

  it('has the confidence that the calibrator makes of its score, and names the calibrator', () => {
    const gate: Gate = { ...OPEN, calibrator: { kind: 'platt', decisions: 120, slope: 1, offset: -1 } };
    const { record } = judge({ gate });
    expect(record).toMatchObject({ score: 0.85, calibratorVersion: 7 });
    expect(record.confidence).toBeCloseTo(1 / (1 + Math.exp(1 - Math.log(0.85 / 0.15))));
    expect(judge({}).record).toMatchObject({ confidence: 0.85, calibratorVersion: null });
  });

  it('is scored by the tenant’s own head where what it read is known, and names that head', () => {
    const head = {
      ...{ version: 5, decisions: 200, learnedUntil: '2026-01-01T00:00:00Z', slope: 1, offset: 0 },
      ...{ weights: { spam: -4 }, leans: { 'channel:TELEGRAM': 1 } },
    };
    const under = (spam: number, channel: string) =>
      judge({ gate: { ...OPEN, head }, read: { features: { spam }, channel, provider: 'local' } }).record;
    expect(under(0, 'FACEBOOK')).toMatchObject({ score: 0.85, headVersion: 5 });
    expect(under(0, 'FACEBOOK').confidence).toBeCloseTo(0.85);
    expect(under(0.5, 'FACEBOOK').confidence).toBeLessThan(0.5);
    expect(under(0, 'TELEGRAM').confidence).toBeGreaterThan(0.9);
    expect(judge({ gate: { ...OPEN, head } }).record).toMatchObject({ confidence: 0.85, headVersion: null });
  });

  it('is kept with the chance that a person sees it: the audit share where it would go out, else one', () => {
    const chance = (changes: Partial<DraftToJudge>) => judge(changes).record.reviewChance;
    expect(chance({})).toBe(0.05);
    expect(chance({ audited: true })).toBe(0.05);
    expect(chance({ score: 0.5 })).toBe(1);
    expect(chance({ heldBack: ['UNSUPPORTED'] })).toBe(1);
    expect(chance({ windowOpen: false })).toBe(1);
    expect(chance({ settings: { ...settings, autoReply: false } })).toBe(1);
    expect(chance({ score: null })).toBeNull();
  });

  it('counts for the bound where it was drawn, or while nothing goes out unseen; never where it may not go out', () => {
    const counts = (changes: Partial<DraftToJudge>) => judge(changes).record.countsForBound;
    expect(counts({ gate: OPEN, settings: promised })).toBe(false);
    // low scores are reviewed anyway: counting them beside the few drawn ones above would say nothing of either
    expect(counts({ gate: OPEN, settings: promised, score: 0.2 })).toBe(false);
    expect(counts({ gate: OPEN, settings: promised, audited: true })).toBe(true);
    expect(counts({ gate: null, settings: promised })).toBe(true);
    expect(counts({ settings: { ...settings, autoReply: false } })).toBe(true);
    expect(counts({ audited: true, heldBack: ['COMPLAINT'] })).toBe(false);
    expect(counts({ audited: true, score: null })).toBe(false);
  });
});
