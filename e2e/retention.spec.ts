import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SubjectVault } from '#kernel/persistence/subject-vault.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { demoChannel, demoCrm, demoTenants } from '../cli/demo/demo-tenants.ts';
import { platformConnectors } from '../subgraphs/conversations/connectors/platform-connectors.ts';
import { expireContent } from '../subgraphs/conversations/retention/expire-content.ts';
import { EXPIRED_TEXT } from '../subgraphs/crm/activity/expire-activities.ts';
import { ApiClient } from './support/client.ts';
import { type InProcessSystem, startInProcess } from './support/in-process-system.ts';

const HOUR_MS = 3_600_000;
const WAIT = { timeout: 30_000, interval: 50 };
const ORGANIZATION = '88214';
const MARKER = 'zanzibar';
const SURE = `Hi! How much does delivery to Austria cost and how long does it take? I want to buy a ${MARKER} bike. Mail me: ana@example.com`;
const UNSURE = `My ${MARKER} helmet is broken and I am very angry, this is a scandal.`;

/** Who somebody is and where their answer goes: the tenant's own record of them, not what they wrote. */
const KEPT = new Set([
  'contact.platform_user_id',
  'conversation.reply_to',
  'message.reply_to',
  'delivery.reply_to',
  'lead.email',
  'lead.phone',
  'lead.company',
  'lead.display_name',
  'crm_link.contact',
]);

const MESSAGES = `{ conversations(first: 20) { nodes { channel { platform } messages { nodes { id direction text expiredAt delivery { status }
  run { status entities { kind } steps { input output } } } } } } }`;

/** What a channel kept for long enough is gone wherever it stood: asked of the whole system, through its own database. */
describe('retention', () => {
  let system: InProcessSystem;
  let owner: ApiClient;
  let channelId: string;
  const sealed: { place: string; hex: string; plaintext: string }[] = [];
  const [acme] = demoTenants;

  beforeAll(async () => {
    const seal = SubjectVault.prototype.seal;
    // watches what is sealed, and where: the one way to know every copy
    vi.spyOn(SubjectVault.prototype, 'seal').mockImplementation(async function (this: SubjectVault, subjectId, at, plaintext) {
      const bytes = await seal.call(this, subjectId, at, plaintext);
      sealed.push({ place: `${at.table}.${at.column}`, hex: bytes.toString('hex'), plaintext });
      return bytes;
    });
    system = await startInProcess();
    owner = new ApiClient(system.url, await system.token());
    await owner.ask('mutation Connect($input: ConnectCrmInput!) { connectCrm(input: $input) { id } }', {
      input: demoCrm(acme!, 'HUBSPOT'),
    });
    // every reply is a reviewer's, so that their texts stand in a store, too
    await owner.ask('mutation { updateAiSettings(input: { autoReply: false }) { autoReply } }');
    const connected = await owner.ask(
      'mutation Connect($input: ConnectChannelInput!) { connectChannel(input: $input) { id retentionHours } }',
      { input: demoChannel(acme!, 'LINKEDIN') },
    );
    expect(connected['connectChannel'].retentionHours).toBe(48);
    channelId = connected['connectChannel'].id;
    await control('PUT', '/linkedin/_settings', { webhookUrl: `${system.url}/webhooks/linkedin` });
  }, 120_000);
  afterEach(() => vi.useRealTimers());
  afterAll(async () => {
    vi.restoreAllMocks();
    await system.close();
  }, 30_000);

  const control = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${system.simulators}${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
  const say = (memberId: string, text: string) =>
    control('POST', '/linkedin/_inbound', { organizationId: ORGANIZATION, memberId, text });
  // biome-ignore lint/suspicious/noExplicitAny: a spec knows the shape of what it asked for
  const messages = async (): Promise<any[]> =>
    (await owner.ask(MESSAGES))['conversations'].nodes
      .filter(({ channel }: { channel: { platform: string } }) => channel.platform === 'LINKEDIN')
      .flatMap((conversation: { messages: { nodes: object[] } }) => conversation.messages.nodes);

  /** Every row of the tenant's schema and of what belongs to none, as text. */
  const dump = async (): Promise<string> => {
    const { platform } = system.installation.database;
    const rows: string[] = [];
    const tenantRole = system.installation.platform.enter(system.tenant, { kind: 'system', id: 'e2e', scopes: new Set() });
    for (const [schema, ask] of [
      [schemaOf(system.tenant), (sql: string) => tenantRole.em.execute<{ row: string }[]>(sql)],
      ['platform', async (sql: string) => (await platform.query<{ row: string }>(sql)).rows],
    ] as const) {
      const { rows: tables } = await platform.query<{ relname: string }>(
        `select relname from pg_class where relkind = 'r' and relnamespace = '${schema}'::regnamespace and relname not in ('migration')`,
      );
      for (const { relname } of tables) {
        const found = ask(`select t::text as row from "${schema}"."${relname}" t`);
        // some tables of the platform (its keys) are the owner's alone
        rows.push(...(await (schema === 'platform' ? found.catch(() => []) : found)).map(({ row }) => row));
      }
    }
    return rows.join('\n');
  };
  const copies = (text: string) => sealed.filter(({ place, hex }) => !KEPT.has(place) && text.includes(hex));
  const expire = async (aheadMs: number): Promise<void> => {
    const { platform } = system.installation;
    const ctx = platform.enter(system.tenant, { kind: 'system', id: 'e2e', scopes: new Set() });
    const later = { ...ctx, clock: { now: () => new Date(Date.now() + aheadMs) } };
    await expireContent(later, (work) => platform.transaction(later, work), {
      connectors: platformConnectors(outsideConfig(system.simulators)),
      platform: platform.platform,
    });
  };
  const crmTexts = async (): Promise<string> =>
    JSON.stringify([await control('GET', '/salesforce/_records'), await control('GET', '/hubspot/_records')]);

  it('lets no store open what was said on LinkedIn, once 48 hours are over', async () => {
    await say('ana', SURE);
    await say('ben', UNSURE);
    await vi.waitFor(async () => {
      const waiting = (await messages()).filter(({ run }) => run?.status === 'IN_REVIEW');
      expect(waiting).toHaveLength(2);
    }, WAIT);
    for (const { id, draftText } of (await owner.ask('{ reviews(status: [PENDING]) { nodes { id draftText } } }'))['reviews']
      .nodes) {
      const { claimReview } = await owner.ask(
        'mutation C($id: ID!) { claimReview(id: $id) { ... on Review { claim { token } } } }',
        { id },
      );
      await owner.ask(
        'mutation A($id: ID!, $token: Int!, $text: String!) { approveReview(id: $id, token: $token, text: $text) { __typename } }',
        { id, token: claimReview.claim.token, text: `${draftText ?? ''} We are sorry about your ${MARKER} helmet.` },
      );
    }
    await vi.waitFor(async () => {
      const sent = (await messages()).filter(({ delivery }) => delivery?.status === 'SENT');
      expect(sent).toHaveLength(2);
      expect((await crmTexts()).split(MARKER).length - 1).toBe(4);
    }, WAIT);

    const held = copies(await dump()).map(({ place }) => place);
    for (const place of [
      'message.text',
      'run.analysis',
      'run.draft_text',
      'run.step_texts',
      'review.final_text',
      'lead_score.evidence',
      'event.personal',
    ]) {
      expect(held).toContain(place);
    }

    await expire(46 * HOUR_MS);
    expect((await messages()).map(({ expiredAt }) => expiredAt)).toEqual([null, null, null, null]);
    await vi.waitFor(async () => {
      // an event is looked at once it has its number, which may take a second
      await expire(48 * HOUR_MS);
      const left = await dump();
      expect(copies(left).map(({ place }) => place)).toEqual([]);
      expect(left).not.toContain(MARKER);
    }, WAIT);
    await vi.waitFor(async () => {
      const texts = await crmTexts();
      expect(texts.split(EXPIRED_TEXT).length - 1).toBe(4);
      expect(texts).not.toContain(MARKER);
    }, WAIT);
    for (const { text, expiredAt, run } of await messages()) {
      expect({ text, expiredAt }).toEqual({ text: '', expiredAt: expect.any(String) });
      if (run) expect(run).toMatchObject({ entities: [] });
    }
  }, 90_000);

  it('does not let a channel keep more than its platform allows', async () => {
    const set = (hours: number | null) =>
      owner.post('mutation S($id: ID!, $hours: Int) { setChannelRetention(id: $id, hours: $hours) { retentionHours } }', {
        id: channelId,
        hours,
      });
    for (const hours of [null, 49, 0]) {
      const { body } = await set(hours);
      expect(body['errors']?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
    expect((await set(2)).body).toEqual({ data: { setChannelRetention: { retentionHours: 2 } } });
  });
});
