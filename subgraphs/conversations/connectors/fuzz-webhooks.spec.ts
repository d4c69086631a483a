import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { SECRET, webhookArbitrary } from '../testing/webhook-arbitrary.ts';
import { WEBHOOK_SHAPES } from '../testing/webhook-bodies.ts';
import type { InboundItem } from './inbound-item.ts';
import { platformConnectors } from './platform-connectors.ts';

const CASES_PER_SHAPE = 20_000;
const connectors = platformConnectors(outsideConfig('http://127.0.0.1:9'));

/** What the database takes as a text, and no more than an index entry holds. */
function assertId(id: string): void {
  expect(id).toMatch(/^[^\0]{1,500}$/su);
}

function assertItem(item: InboundItem): void {
  assertId(item.accountId);
  if (item.kind === 'revocation') return;
  assertId(item.personId);
  if (item.kind !== 'message') return;
  assertId(item.platformMessageId);
  expect(item.text.isWellFormed()).toBe(true);
  expect(Number.isNaN(item.sentAt.getTime())).toBe(false);
}

const idOf = (item: InboundItem): string => (item.kind === 'message' ? item.platformMessageId : '');

describe.each(WEBHOOK_SHAPES)('%s, %s', (platform, _envelope, shape) => {
  it(`${CASES_PER_SHAPE} bodies: none throws, no valid message is lost beside a damaged one, and no fault says what was written`, () => {
    const connector = connectors.get(platform);
    if (!connector) throw new Error(`no connector of ${platform}`);
    fc.assert(
      fc.property(webhookArbitrary(shape), ({ raw, expected }) => {
        const { parts, faults } = connector.parse(raw);
        const items = parts.flatMap((part) => part.items);
        for (const item of items) assertItem(item);
        for (const id of expected) expect(items.filter((item) => idOf(item).includes(id))).toHaveLength(1);
        for (const { error, payload } of faults) {
          expect(error).not.toContain(SECRET);
          expect(connector.parse(payload).faults.length).toBeGreaterThan(0);
        }
        for (const part of parts) expect(connector.parse(part.payload()).parts.length).toBeLessThanOrEqual(1);
        connector.isReport(raw);
        expect(connector.verifySignature({}, raw)).toBe('missing');
      }),
      { numRuns: CASES_PER_SHAPE },
    );
  }, 120_000);
});
