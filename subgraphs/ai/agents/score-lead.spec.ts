import { describe, expect, it } from 'vitest';
import { extractEntities } from './extract-entities.ts';
import type { Intent } from './intent.ts';
import { type LeadScoreInput, scoreLead } from './score-lead.ts';

const now = new Date('2025-06-02T09:00:00Z');

function score(text: string, intent: Intent = 'SALES', more: Partial<LeadScoreInput> = {}) {
  const entities = extractEntities(text, { now, defaultRegion: 'DE', language: 'en' });
  return scoreLead({ intent, intentConfidence: 0.9, entities, text, inboundCount: 1, now, ...more });
}

const RICH = 'I run a small hotel and need 40 towels by 14 June, budget 900 €, write to ida@strandhotel.example';

describe('scoreLead', () => {
  it('names each thing a strong lead says, with the words that said it', () => {
    const { points, signals } = score(RICH);
    const evidence = Object.fromEntries(signals.map((signal) => [signal.name, signal.evidence]));
    expect(evidence).toMatchObject({
      BUDGET_STATED: '900 €',
      TIMELINE_STATED: '14 June',
      QUANTITY_STATED: '40',
      CONTACT_SHARED: 'ida@strandhotel.example',
      COMPANY_STATED: 'strandhotel.example',
      AUTHORITY: 'I run',
    });
    expect(points).toBeGreaterThanOrEqual(80);
  });

  it('lists the largest effect first, and the points add up wherever they stay on the scale', () => {
    for (const [text, intent] of [
      ['How much is it?', 'SALES'],
      ['hello', 'GENERAL'],
      ['never arrived', 'SUPPORT'],
    ] as const) {
      const { points, signals } = score(text, intent);
      const sizes = signals.map((signal) => Math.abs(signal.points));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      expect(points).toBe(
        Math.max(
          0,
          Math.min(
            100,
            signals.reduce((sum, signal) => sum + signal.points, 10),
          ),
        ),
      );
    }
  });

  it('ranks a stated wish above a question, a question above a greeting, a greeting above a complaint and spam', () => {
    const order = [
      score(RICH).points,
      score('How much is the blue one?').points,
      score('hello there', 'GENERAL').points,
      score('awful, never again', 'COMPLAINT').points,
      score('win a prize', 'SPAM').points,
    ];
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(new Set(order.slice(0, 4)).size).toBe(4);
  });

  it('gives a complaint no credit for the money and the date it speaks of', () => {
    const { signals } = score('I paid 900 € on 14 June and got rubbish', 'COMPLAINT');
    expect(signals.map((signal) => signal.name)).toEqual(['COMPLAINT']);
  });

  it('rises with the surety of a buying intent and with engagement, and falls when the sender declines', () => {
    const at = (intentConfidence: number) => score('Do you have it in blue?', 'SALES', { intentConfidence }).points;
    expect(at(0.9)).toBeGreaterThan(at(0.4));
    expect(score('and in red?', 'SALES', { inboundCount: 4 }).points).toBeGreaterThan(score('and in red?').points);
    expect(score('not interested, thanks').points).toBeLessThan(score('thanks').points);
  });

  it('stays between 0 and 100 whatever it is given', () => {
    for (const text of ['', '😂', RICH.repeat(200)]) {
      for (const intent of ['SALES', 'SPAM', 'PRAISE'] as const) {
        const { points } = score(text, intent, { inboundCount: 500, intentConfidence: 1 });
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(100);
        expect(Number.isInteger(points)).toBe(true);
      }
    }
  });
});
