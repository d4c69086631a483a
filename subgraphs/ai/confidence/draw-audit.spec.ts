import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { drawAudit } from './draw-audit.ts';

let tenant: AiTenant;
beforeAll(async () => {
  tenant = await makeAiTenant({ knowledge: [] });
});
afterAll(() => tenant.close());

const MESSAGES = Array.from({ length: 10_000 }, () => ({ messageId: newId(), revision: 1 }));

it('takes its share of all messages, none at 0 and all at 1', () => {
  const drawn = (share: number) => MESSAGES.filter((message) => drawAudit(tenant.ctx(), message, share)).length / MESSAGES.length;
  expect(drawn(0)).toBe(0);
  expect(drawn(1)).toBe(1);
  expect(Math.abs(drawn(0.05) - 0.05)).toBeLessThan(0.015);
});

it('is the same for every delivery of a message, and hangs on a key that only the tenant has', () => {
  const draw = (ctx: ReturnType<AiTenant['ctx']>) => MESSAGES.slice(0, 200).map((message) => drawAudit(ctx, message, 0.5));
  expect(draw(tenant.ctx())).toEqual(draw(tenant.ctx()));
  expect(draw(tenant.ctx())).not.toEqual(draw(tenant.other()));
});
