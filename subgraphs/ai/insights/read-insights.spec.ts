import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { askSubgraph } from '#kernel/testing/ask-subgraph.ts';
import { updateAiSettings } from '../settings/update-ai-settings.ts';
import { ai } from '../subgraph.ts';
import { type AiTenant, makeAiTenant } from '../testing/make-ai-tenant.ts';
import { readInsights } from './read-insights.ts';

const FROM = new Date('2026-02-01T00:00:00Z');
const TO = new Date('2026-03-01T00:00:00Z');
const SPAN = { from: FROM, to: TO };

interface Made {
  readonly at: string;
  readonly status: string;
  readonly channel?: string;
  readonly intent?: string;
  readonly latencyMs?: number;
  readonly decidedAfterMs?: number;
  readonly edited?: boolean;
  /** Nobody decided before the platform took no reply any more. */
  readonly expired?: boolean;
}

async function make(ctx: Ctx, { at, status, channel = 'FACEBOOK', intent = 'SALES', ...rest }: Made): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  const id = newId();
  const createdAt = new Date(at);
  await ctx.em.execute(
    `insert into "${schema}".run (id, message_id, conversation_id, contact_id, lane, status, revision, intent, channel, latency_ms, created_at)
     values (?, gen_random_uuid(), ?, ?, 'STANDARD', ?, 1, ?, ?, ?, ?)`,
    [id, id, id, status, intent, channel, rest.latencyMs ?? null, createdAt],
  );
  if (rest.decidedAfterMs === undefined && status !== 'IN_REVIEW' && !rest.expired) return;
  const decidedAt = rest.decidedAfterMs === undefined ? null : new Date(createdAt.getTime() + rest.decidedAfterMs);
  await ctx.em.execute(
    `insert into "${schema}".review (id, run_id, conversation_id, contact_id, revision, status, reason, priority, decided_at, edited, created_at)
     values (?, ?, ?, ?, 1, ?, 'LOW_CONFIDENCE', 1, ?, ?, ?)`,
    [
      newId(),
      id,
      id,
      id,
      rest.expired ? 'EXPIRED' : decidedAt ? 'APPROVED' : 'PENDING',
      decidedAt,
      rest.edited ?? false,
      createdAt,
    ],
  );
}

describe('insights', () => {
  let tenant: AiTenant;
  beforeAll(async () => {
    tenant = await makeAiTenant({ knowledge: [] });
    const ctx = tenant.ctx();
    const made: readonly Made[] = [
      { at: '2026-02-01T00:00:00Z', status: 'AUTO_REPLIED', latencyMs: 100 },
      { at: '2026-02-01T23:59:59Z', status: 'AUTO_REPLIED', latencyMs: 200, channel: 'X' },
      { at: '2026-02-02T08:00:00Z', status: 'REPLIED_AFTER_REVIEW', decidedAfterMs: 60_000, edited: true, intent: 'COMPLAINT' },
      { at: '2026-02-02T09:00:00Z', status: 'REPLIED_AFTER_REVIEW', decidedAfterMs: 90_000, channel: 'X' },
      { at: '2026-02-03T09:00:00Z', status: 'IN_REVIEW' },
      { at: '2026-02-03T10:00:00Z', status: 'NO_REPLY', intent: 'SPAM', latencyMs: 3 },
      { at: '2026-02-04T10:00:00Z', status: 'RUNNING' },
      { at: '2026-03-01T00:00:00Z', status: 'AUTO_REPLIED', latencyMs: 1 },
      { at: '2026-01-31T23:59:59Z', status: 'AUTO_REPLIED', latencyMs: 1 },
    ];
    for (const each of made) await make(ctx, each);
    await make(tenant.other(), { at: '2026-02-05T00:00:00Z', status: 'AUTO_REPLIED', latencyMs: 7 });
  });
  afterAll(() => tenant.close());

  it('count what arrived from the beginning of a span to before its end, and nothing of another tenant', async () => {
    expect(await readInsights(tenant.ctx(), SPAN)).toMatchObject({
      ...SPAN,
      messages: 7,
      autoReplyShare: 2 / 6,
      reviewShare: 3 / 6,
      editShare: 1 / 2,
      medianReplyMs: 200,
      p95ReplyMs: 90_000,
      byDay: [
        { day: '2026-02-01', messages: 2, autoReplies: 2, reviews: 0, slaShare: 1 },
        { day: '2026-02-02', messages: 2, autoReplies: 0, reviews: 2, slaShare: 1 },
        { day: '2026-02-03', messages: 2, autoReplies: 0, reviews: 1, slaShare: 0 },
        { day: '2026-02-04', messages: 1, autoReplies: 0, reviews: 0, slaShare: 0 },
      ],
    });
    expect(await readInsights(tenant.other(), SPAN)).toMatchObject({ messages: 1, autoReplyShare: 1, medianReplyMs: 7 });
  });

  it('are of the platforms and intents that were asked for', async () => {
    expect(await readInsights(tenant.ctx(), { ...SPAN, platform: ['X'] })).toMatchObject({ messages: 2, autoReplyShare: 0.5 });
    expect(await readInsights(tenant.ctx(), { ...SPAN, intent: ['SPAM', 'COMPLAINT'] })).toMatchObject({
      messages: 2,
      editShare: 1,
    });
    expect(await readInsights(tenant.ctx(), { ...SPAN, platform: ['X'], intent: ['SPAM'] })).toMatchObject({ messages: 0 });
    expect(await readInsights(tenant.ctx(), { ...SPAN, platform: [], intent: [] })).toMatchObject({ messages: 7 });
  });

  it('have no share and no time where nothing stands behind them', async () => {
    expect(await readInsights(tenant.ctx(), { ...SPAN, intent: ['PRAISE'] })).toEqual({
      ...SPAN,
      messages: 0,
      autoReplyShare: null,
      reviewShare: null,
      editShare: null,
      medianReplyMs: null,
      p95ReplyMs: null,
      slaTargetMinutes: 60,
      slaShare: null,
      byDay: [],
      byPlatform: [],
      byIntent: [],
    });
  });

  it('say of each platform and intent what became of its messages, and the parts make the whole', async () => {
    const { byPlatform, byIntent } = await readInsights(tenant.ctx(), SPAN);
    expect(byPlatform).toMatchObject([
      { name: 'FACEBOOK', messages: 5, autoReplyShare: 1 / 4, editShare: 1, slaShare: 2 / 4 },
      { name: 'X', messages: 2, autoReplyShare: 1 / 2, editShare: 0, slaShare: 1 },
    ]);
    expect(byIntent.map(({ name, messages, slaShare }) => [name, messages, slaShare])).toEqual([
      ['SALES', 5, 3 / 5],
      ['COMPLAINT', 1, 1],
      ['SPAM', 1, null],
    ]);
  });

  it('count as in time what was answered within the target, as missed what was not or still waits beyond it', async () => {
    const target = (replyTargetMinutes: number) =>
      tenant.transaction((tx) => updateAiSettings(tx, { replyTargetMinutes }, { store: 'postgres' }));
    await target(1);
    // two of the machine and one after 60 s; one after 90 s, one in review and one running since February
    expect(await readInsights(tenant.ctx(), SPAN)).toMatchObject({ slaTargetMinutes: 1, slaShare: 3 / 6 });
    await target(60);
    expect(await readInsights(tenant.ctx(), SPAN)).toMatchObject({ slaTargetMinutes: 60, slaShare: 4 / 6 });
  });

  it('leave a message out of the target while its time is not over', async () => {
    const now = tenant.clock.now();
    await make(tenant.other(), {
      at: new Date(now.getTime() - 59 * 60_000).toISOString(),
      status: 'IN_REVIEW',
      intent: 'PRAISE',
    });
    const lately = {
      from: new Date(now.getTime() - 2 * 3_600_000),
      to: new Date(now.getTime() + 1),
      intent: ['PRAISE' as const],
    };
    expect(await readInsights(tenant.other(), lately)).toMatchObject({ messages: 1, slaShare: null });
    await make(tenant.other(), {
      at: new Date(now.getTime() - 61 * 60_000).toISOString(),
      status: 'IN_REVIEW',
      intent: 'PRAISE',
    });
    expect(await readInsights(tenant.other(), lately)).toMatchObject({ messages: 2, slaShare: 0 });
  });

  it('count as missed what nobody answered before the platform took no reply any more', async () => {
    await make(tenant.other(), { at: '2026-01-05T10:00:00Z', status: 'NO_REPLY', expired: true });
    await make(tenant.other(), { at: '2026-01-05T10:00:00Z', status: 'NO_REPLY', intent: 'SPAM' });
    await make(tenant.other(), { at: '2026-01-05T10:00:00Z', status: 'AUTO_REPLIED', latencyMs: 100 });
    const january = { from: new Date('2026-01-01T00:00:00Z'), to: FROM };
    expect(await readInsights(tenant.other(), january)).toMatchObject({ messages: 3, slaShare: 1 / 2 });
  });

  it('end a day at midnight also in a zone that changes its clock, with the hour that comes twice in one day', async () => {
    const intent = 'GENERAL';
    for (const at of ['2025-10-25T21:59:59Z', '2025-10-25T22:00:00Z', '2025-10-26T22:59:59Z', '2025-10-26T23:00:00Z'])
      await make(tenant.other(), { at, status: 'NO_REPLY', intent });
    const autumn = { from: new Date('2025-10-25T00:00:00Z'), to: new Date('2025-10-28T00:00:00Z'), timeZone: 'Europe/Berlin' };
    const { byDay } = await readInsights(tenant.other(), { ...autumn, intent: [intent] });
    expect(byDay.map(({ day, messages }) => [day, messages])).toEqual([
      ['2025-10-25', 1],
      ['2025-10-26', 2],
      ['2025-10-27', 1],
    ]);
  });

  it('know every zone that a browser names, and refuse what names none', async () => {
    const empty = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2020-01-02T00:00:00Z') };
    const zones = [...Intl.supportedValuesOf('timeZone'), 'EST5EDT', 'PST', 'Etc/GMT+12', 'europe/kyiv', 'SystemV/EST5'];
    for (const timeZone of zones)
      await expect(readInsights(tenant.ctx(), { ...empty, timeZone }), timeZone).resolves.toMatchObject({ messages: 0 });
    const hostile = ['+02:00', "UTC'; select 1", 'UTC\u0000', 'a'.repeat(10_000), ''];
    for (const timeZone of hostile) await expect(readInsights(tenant.ctx(), { ...empty, timeZone })).rejects.toThrow('IANA');
  });

  it('end a day at midnight where the reader is', async () => {
    const { byDay } = await readInsights(tenant.ctx(), { ...SPAN, timeZone: 'Asia/Tokyo' });
    expect(byDay.map(({ day, messages }) => [day, messages])).toEqual([
      ['2026-02-01', 1],
      ['2026-02-02', 3],
      ['2026-02-03', 2],
      ['2026-02-04', 1],
    ]);
    await expect(readInsights(tenant.ctx(), { ...SPAN, timeZone: 'Mars/Olympus' })).rejects.toThrow('IANA');
  });

  it('refuse a span that is empty, the wrong way round or longer than 400 days, and say why', async () => {
    await expect(readInsights(tenant.ctx(), { from: TO, to: TO })).rejects.toThrow('from must be earlier than to.');
    await expect(readInsights(tenant.ctx(), { from: TO, to: FROM })).rejects.toThrow('from must be earlier than to.');
    const to = new Date(FROM.getTime() + 401 * 86_400_000);
    await expect(readInsights(tenant.ctx(), { from: FROM, to })).rejects.toThrow('at most 400 days');
  });

  it('know the platform of a message that the agents answered', async () => {
    const event = tenant.message('How much is it?', { platform: 'LINKEDIN' });
    await tenant.answer(event);
    const from = new Date(tenant.clock.now().getTime() - 1_000);
    const to = new Date(tenant.clock.now().getTime() + 1_000);
    expect(await readInsights(tenant.ctx(), { from, to, platform: ['LINKEDIN'] })).toMatchObject({ messages: 1 });
    expect(await readInsights(tenant.ctx(), { from, to, platform: ['FACEBOOK'] })).toMatchObject({ messages: 0 });
  });

  it('answer through the API with all that was asked for', async () => {
    const subgraph = await askSubgraph(tenant.installation, tenant.tenant, ai());
    const asked = `query ($from: DateTime!, $to: DateTime!) {
      insights(from: $from, to: $to, platform: [X], intent: [SALES]) { messages editShare p95ReplyMs byDay { day messages } } }`;
    const variables = { from: FROM.toISOString(), to: TO.toISOString() };
    expect(await subgraph.answer({ memberId: 'ana', scopes: ['ai:read'] }, asked, variables)).toEqual({
      insights: {
        messages: 2,
        editShare: 0,
        p95ReplyMs: 90_000,
        byDay: [
          { day: '2026-02-01', messages: 1 },
          { day: '2026-02-02', messages: 1 },
        ],
      },
    });
    await expect(subgraph.answer({ memberId: 'ana', scopes: ['runs:read'] }, asked, variables)).rejects.toThrow();
  });
});
