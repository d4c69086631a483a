import { describe, expect, it } from 'vitest';
import { fitLeadModel } from '../model/fit-lead-model.ts';
import { DEFAULT_LEAD_SETTINGS } from '../settings/lead-settings.entity.ts';
import { madeUpLeads } from '../testing/made-up-leads.ts';
import { judgeLead } from './judge-lead.ts';
import type { Standing } from './read-standing.ts';

const NOW = '2026-11-22T12:00:00.000Z';
const hoursAgo = (hours: number): Date => new Date(Date.parse(NOW) - hours * 3_600_000);
const standing = (given: Partial<Standing> = {}): Standing => ({
  ...{ isRecorded: false, settings: DEFAULT_LEAD_SETTINGS, model: null, lead: null },
  ...given,
});
const scored = (given: Partial<Parameters<typeof judgeLead>[0]> = {}): Parameters<typeof judgeLead>[0] => ({
  ...{ intent: 'SALES', platform: 'INSTAGRAM', points: 45, scoredAt: NOW },
  signals: [
    { name: 'BUYING_INTENT', points: 30 },
    { name: 'BUDGET_STATED', points: 15 },
  ],
  ...given,
});
const WORDS = [null, '900 €'];
const lead = (given: Partial<NonNullable<Standing['lead']>> = {}) => ({
  scores: 3,
  scoredAt: hoursAgo(2),
  isCustomer: false,
  ...given,
});

describe('by the rules', () => {
  it('a first message has the points that the agents gave', () => {
    const { points, tier, signals, evidence, byModel } = judgeLead(scored(), WORDS, standing());
    expect({ points, tier, evidence, byModel }).toEqual({ points: 45, tier: 'WARM', evidence: WORDS, byModel: null });
    expect(signals).toEqual(scored().signals);
  });

  it.each([
    [2, 5],
    [24, 5],
    [25, 3],
    [168, 3],
    [169, null],
  ])('who wrote %d hours before has %s points for it', (hours, points) => {
    const verdict = judgeLead(scored(), WORDS, standing({ lead: lead({ scoredAt: hoursAgo(hours) }) }));
    expect(verdict.signals.find(({ name }) => name === 'RECENCY')?.points ?? null).toBe(points);
    expect(verdict.points).toBe(45 + (points ?? 0));
    expect(verdict.evidence).toHaveLength(verdict.signals.length);
  });

  it('a customer counts for more, and who complains has neither of the two', () => {
    const customer = standing({ lead: lead({ isCustomer: true }) });
    expect(judgeLead(scored({ points: 95 }), WORDS, customer)).toMatchObject({ points: 100, tier: 'HOT' });
    const complaint = judgeLead(scored({ intent: 'COMPLAINT', points: 5, signals: [] }), [], customer);
    expect(complaint).toMatchObject({ points: 5, signals: [], facts: { CUSTOMER: true, ENGAGEMENT: 4, RECENCY: 2 } });
  });

  it('keeps what a model may learn from: the rules’ points, what held, and what is known of every lead', () => {
    expect(judgeLead(scored(), WORDS, standing()).facts).toEqual({
      ...{ RULES: 45, BUYING_INTENT: true, BUDGET_STATED: true },
      ...{ PLATFORM: 'INSTAGRAM', ENGAGEMENT: 1, RECENCY: 'first' },
    });
  });
});

describe('by a model', () => {
  const model = { version: 7, model: fitLeadModel(madeUpLeads(1_000)) };

  it('names version, chance and lift, and what it learned outweighs what the rules think', () => {
    const strong = judgeLead(scored({ points: 20 }), WORDS, standing({ model, lead: lead({ scores: 7 }) }));
    expect(strong).toMatchObject({ tier: 'HOT', byModel: { version: 7 } });
    expect(strong.byModel?.lift).toBeGreaterThan(1.5);
    expect(strong.byModel?.chance).toBeCloseTo((strong.byModel?.lift ?? 0) * model.model.base, 6);
    const weak = judgeLead(scored({ points: 90, platform: 'FACEBOOK', signals: [] }), [], standing({ model }));
    expect(weak.tier).toBe('COLD');
  });

  it('explains the points: effects add up to the distance from a lead that is usual in everything', () => {
    const one = judgeLead(scored(), WORDS, standing({ model, lead: lead({ scores: 7 }) }));
    const other = judgeLead(scored({ platform: 'FACEBOOK', points: 5, signals: [] }), [], standing({ model }));
    const startOf = ({ points, signals }: typeof one): number => points - signals.reduce((sum, each) => sum + each.points, 0);
    expect(startOf(one)).toBe(startOf(other));
    expect(one.signals.find(({ name }) => name === 'BUDGET_STATED')?.points).toBeGreaterThan(5);
    expect(other.signals.find(({ name }) => name === 'PLATFORM')?.points).toBeLessThan(0);
  });

  it('keeps each signal’s words with it, also where it learned nothing of the signal', () => {
    const signals = [
      { name: 'AUTHORITY', points: 8 },
      { name: 'BUDGET_STATED', points: 15 },
      { name: 'SATISFIED', points: 5 },
    ];
    const verdict = judgeLead(scored({ signals }), ['we run', '900 €', null], standing({ model }));
    const words = Object.fromEntries(verdict.signals.map(({ name }, at) => [name, verdict.evidence[at]]));
    expect(words).toMatchObject({ AUTHORITY: 'we run', BUDGET_STATED: '900 €' });
    expect(verdict.signals).toContainEqual({ name: 'AUTHORITY', points: 0 });
    expect(Object.keys(words)).not.toContain('SATISFIED');
  });

  it('goes on learning from the rules’ points and not from its own', () => {
    expect(judgeLead(scored({ points: 33 }), WORDS, standing({ model })).facts['RULES']).toBe(33);
  });
});
