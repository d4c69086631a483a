import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Simulators, startSimulators } from '../simulators/start-simulators.ts';
import { ApiClient } from './support/client.ts';
import { messengerBody, postWebhook } from './support/messenger.ts';
import { Outside } from './support/outside.ts';
import { type StartedSystem, startSystem } from './support/system.ts';

const PAGE = '1067280970047460';
const SURE = 'How much does delivery cost and how long does it take?';
const UNSURE = 'Could you engrave a poem on the frame?';
const MESSAGES = 200;
const HELD = 10;
/** Held sends whose fate the platform will not tell: no echo, and its read-back fails. */
const SILENT = 3;
const WAIT = { timeout: 90_000, interval: 200 };

const held = (n: number): boolean => n % (MESSAGES / HELD) === 0;
const silent = (n: number): boolean => held(n) && n / (MESSAGES / HELD) < SILENT;
const psid = (n: number): string => `crash-${String(n).padStart(3, '0')}`;

/** kill -9 in the middle of the work, with posts that the platform has taken and not answered. */
describe('a crash', () => {
  let simulators: Simulators;
  let system: StartedSystem;
  let outside: Outside;
  let acme: ApiClient;

  beforeAll(async () => {
    simulators = await startSimulators({
      port: 0,
      facebook: { webhookUrl: 'http://127.0.0.1:9/', appSecret: 'test-app-secret', verifyToken: 'later' },
    });
    system = await startSystem({
      simulatorsPort: simulators.port,
      env: { POST_TIMEOUT_MS: '3000', RECONCILE_AFTER_MS: '12000' },
    });
    acme = new ApiClient(system.url, await system.token('acme-owner'));
    outside = new Outside(system.simulators);
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await simulators.close();
  }, 60_000);

  it('loses no message and posts none twice', { timeout: 240_000 }, async () => {
    const numbers = Array.from({ length: MESSAGES }, (_, n) => n);
    await outside.faults('facebook', [
      ...numbers.filter(held).map((n) => ({
        match: { method: 'POST', path: '/messages', body: psid(n) },
        applied: true,
        hang: true,
        times: 1,
        withholdEcho: silent(n),
      })),
      ...numbers.filter(silent).map((n) => ({
        match: { method: 'GET', path: `user_id=${psid(n)}` },
        status: 500,
        body: { error: { code: 1, message: 'unknown' } },
      })),
    ]);
    const bodies = numbers.map((n) =>
      messengerBody({ page: PAGE, psid: psid(n), text: held(n) || n % 3 > 0 ? SURE : UNSURE, mid: `m_${psid(n)}` }),
    );

    // the held ones first, so that they hang while the rest comes in
    const order = [...numbers.filter(held), ...numbers.filter((n) => !held(n))];
    const unacknowledged = new Set(numbers);
    const sending = (async () => {
      for (const n of order) {
        const status = await postWebhook(system.url, bodies[n] ?? '').catch(() => 0);
        if (status === 200) unacknowledged.delete(n);
      }
    })();
    await vi.waitFor(async () => {
      const posts = (await outside.journal('facebook')).filter(
        ({ method, path, request }) =>
          method === 'POST' && path.endsWith('/messages') && request?.recipient?.id?.startsWith('crash-'),
      );
      expect(posts.filter(({ status }) => status === null).length).toBe(HELD);
      expect(posts.length).toBeGreaterThan(HELD + 10);
    }, WAIT);
    await system.kill();
    await sending;
    // it was in the middle: some messages had not even reached the platform
    const reached = new Set(
      (await outside.journal('facebook')).map(({ request }) => request?.recipient?.id).filter((id) => id?.startsWith('crash-')),
    );
    expect(reached.size).toBeLessThan(MESSAGES / 2);
    await system.restart();
    // the platform sends again what it got no 200 for
    for (const n of unacknowledged) expect(await postWebhook(system.url, bodies[n] ?? '')).toBe(200);

    const fates = async (): Promise<Map<string, { run: string; delivery: string | null }>> => {
      const found = new Map<string, { run: string; delivery: string | null }>();
      for (let after: string | null = null; ; ) {
        // biome-ignore lint/suspicious/noExplicitAny: a spec knows the shape of what it asked for
        const { conversations }: Record<string, any> = await acme.ask(
          `query Fates($after: String) { conversations(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { contact { platformUserId }
             messages(first: 10) { nodes { direction run { status } delivery { status } } } } } }`,
          { after },
        );
        for (const { contact, messages } of conversations.nodes) {
          if (!contact.platformUserId.startsWith('crash-')) continue;
          const inbound = messages.nodes.find(({ direction }: { direction: string }) => direction === 'INBOUND');
          const outbound = messages.nodes.filter(({ direction }: { direction: string }) => direction === 'OUTBOUND');
          expect(outbound.length, contact.platformUserId).toBeLessThanOrEqual(1);
          found.set(contact.platformUserId, {
            run: inbound?.run?.status ?? 'NONE',
            delivery: outbound[0]?.delivery.status ?? null,
          });
        }
        if (!conversations.pageInfo.hasNextPage) return found;
        after = conversations.pageInfo.endCursor;
      }
    };
    const isEnd = ({ run, delivery }: { run: string; delivery: string | null }): boolean =>
      run === 'IN_REVIEW' ||
      (run === 'AUTO_REPLIED' && ['SENT', 'DELIVERED', 'READ'].includes(delivery ?? '')) ||
      delivery === 'UNCERTAIN';
    await vi.waitFor(async () => {
      const all = await fates();
      expect(all.size).toBe(MESSAGES);
      expect([...all].filter(([, fate]) => !isEnd(fate))).toEqual([]);
    }, WAIT);

    const uncertain = [...(await fates())].filter(([, { delivery }]) => delivery === 'UNCERTAIN').map(([person]) => person);
    expect(uncertain.toSorted()).toEqual(numbers.filter(silent).map(psid));
    for (const n of numbers) expect((await outside.sentTo(psid(n))).length, psid(n)).toBeLessThanOrEqual(1);
    for (const n of numbers.filter(held)) expect(await outside.sentTo(psid(n)), psid(n)).toHaveLength(1);
  });
});
