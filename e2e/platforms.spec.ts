import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DemoPlatform, type DemoTenant, demoChannel, demoTenants } from '../cli/demo/demo-tenants.ts';
import { playMessage } from '../cli/demo/play-message.ts';
import { ApiClient } from './support/client.ts';
import { Outside } from './support/outside.ts';
import { type StartedSystem, startSystem } from './support/system.ts';

const [acme] = demoTenants as [DemoTenant];
const WAIT = { timeout: 30_000, interval: 50 };
/** The demo's knowledge answers it for sure. */
const SURE = 'How much does delivery cost and how long does it take?';

interface Story {
  readonly name: string;
  readonly platform: DemoPlatform;
  readonly isPublic?: true;
  readonly personId: string;
  /** Where the platform takes a reply. */
  readonly endpoint: RegExp;
  /** Whom or what the reply goes to, in the request that the platform got. */
  readonly goesTo: (call: Call) => unknown;
  readonly textOf: (call: Call) => string;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: each platform's own shape
  readonly request: any;
}

const STORIES: readonly Story[] = [
  {
    name: 'a Messenger message',
    platform: 'FACEBOOK',
    personId: '7390000000000001',
    endpoint: /^\/v25\.0\/1067280970047460\/messages$/,
    goesTo: ({ request }) => request.recipient?.id,
    textOf: ({ request }) => request.message?.text ?? '',
  },
  {
    name: 'an Instagram message',
    platform: 'INSTAGRAM',
    personId: '7390000000000002',
    endpoint: /^\/v25\.0\/\d+\/messages$/,
    goesTo: ({ request }) => request.recipient?.id,
    textOf: ({ request }) => request.message?.text ?? '',
  },
  {
    name: 'a direct message on X',
    platform: 'X',
    personId: '7390000000000003',
    endpoint: /^\/2\/dm_conversations\/with\/7390000000000003\/messages$/,
    goesTo: ({ path }) => path.split('/')[4],
    textOf: ({ request }) => request.text ?? '',
  },
  {
    name: 'a mention on X',
    platform: 'X',
    isPublic: true,
    personId: '7390000000000004',
    endpoint: /^\/2\/tweets$/,
    goesTo: ({ request }) => (request.reply?.in_reply_to_tweet_id ? '7390000000000004' : null),
    textOf: ({ request }) => request.text ?? '',
  },
  {
    name: 'a comment on LinkedIn',
    platform: 'LINKEDIN',
    isPublic: true,
    personId: 'e2eMember5',
    endpoint: /^\/rest\/socialActions\/[^/]+\/comments$/,
    goesTo: ({ request }) => (request.actor === 'urn:li:organization:88214' ? 'e2eMember5' : null),
    textOf: ({ request }) => request.message?.text ?? '',
  },
];

describe('on every platform', () => {
  let system: StartedSystem;
  let owner: ApiClient;
  let outside: Outside;

  beforeAll(async () => {
    system = await startSystem();
    owner = new ApiClient(system.url, await system.token('acme-owner'));
    outside = new Outside(system.simulators);
  }, 120_000);
  afterAll(() => system.close(), 30_000);

  const contactOf = async (platform: DemoPlatform, personId: string) => {
    const platformUserId = platform === 'LINKEDIN' ? `urn:li:person:${personId}` : personId;
    const { contacts } = await owner.ask(
      `query Contact($id: String!, $platform: [Platform!]) { contacts(filter: { platformUserId: $id, platform: $platform }) { nodes {
         lead { id crmLinks { status externalId connection { kind } activities { nodes { externalId } } } }
         conversations { nodes { status messages { nodes { direction text delivery { status } run { status } } } } } } } }`,
      { id: platformUserId, platform: [platform] },
    );
    return contacts.nodes[0];
  };
  const write = async ({ platform, isPublic, personId }: Story, text: string): Promise<void> =>
    playMessage(system.simulators, demoChannel(acme, platform), {
      ...{ personId, name: 'Ada Fischer', text, timestamp: Date.now() },
      ...(isPublic && { isPublic }),
    });
  const repliesTo = async ({ platform, endpoint, goesTo, personId, isPublic }: Story): Promise<Call[]> => {
    const calls: Call[] = await outside.journal(platform.toLowerCase());
    const posts = calls.filter(
      ({ method, path, request }) => method === 'POST' && endpoint.test(path) && !request?.sender_action,
    );
    return posts.filter((call) => goesTo(call) === personId && (!isPublic || (call.status ?? 0) < 300));
  };

  it('is connected and says what it lets us do', async () => {
    const { channels } = await owner.ask('{ channels { platform status capabilities } }');
    expect(channels).toMatchObject([
      { platform: 'FACEBOOK', status: 'CONNECTED', capabilities: expect.arrayContaining(['DIRECT_MESSAGES']) },
      { platform: 'INSTAGRAM', status: 'CONNECTED', capabilities: expect.arrayContaining(['DIRECT_MESSAGES']) },
      { platform: 'X', status: 'CONNECTED', capabilities: expect.arrayContaining(['DIRECT_MESSAGES', 'MENTIONS']) },
      { platform: 'LINKEDIN', status: 'CONNECTED', capabilities: expect.arrayContaining(['COMMENTS', 'MENTIONS']) },
    ]);
  });

  it.each(STORIES)('$name: a sure question is answered once, where the platform takes replies', async (story) => {
    const before = (await repliesTo(story)).length;
    await write(story, SURE);
    await vi.waitFor(async () => {
      const contact = await contactOf(story.platform, story.personId);
      const messages = contact?.conversations.nodes[0]?.messages.nodes ?? [];
      expect(messages.find(({ direction }: { direction: string }) => direction === 'OUTBOUND')).toMatchObject({
        delivery: { status: expect.stringMatching(/SENT|DELIVERED|READ/) },
      });
    }, WAIT);
    const replies = (await repliesTo(story)).slice(before);
    expect(replies).toHaveLength(1);
    expect(replies[0]!.status).toBeLessThan(300);
    expect(story.textOf(replies[0]!)).toContain('4.90 €');
  });

  it.each(STORIES)('$name: its person is a lead in both CRMs, with the reply at it', async (story) => {
    await vi.waitFor(async () => {
      const contact = await contactOf(story.platform, story.personId);
      const links = contact?.lead?.crmLinks ?? [];
      expect(
        links.map(({ connection, status }: { connection: { kind: string }; status: string }) => [connection.kind, status]).sort(),
      ).toEqual([
        ['HUBSPOT', 'SYNCED'],
        ['SALESFORCE', 'SYNCED'],
      ]);
      for (const { externalId, activities } of links) {
        expect(externalId).toEqual(expect.any(String));
        expect(activities.nodes).toEqual([{ externalId: expect.any(String) }]);
      }
    }, WAIT);
  });

  it('HubSpot: the person is one contact, and the reply one note at it', async () => {
    const story = STORIES[0]!;
    const contact = await contactOf(story.platform, story.personId);
    const link = contact.lead.crmLinks.find(({ connection }: { connection: { kind: string } }) => connection.kind === 'HUBSPOT');
    const contacts = await outside.records('hubspot', 'contacts');
    expect(contacts.filter(({ id }) => id === link.externalId)).toHaveLength(1);
    const notes = await outside.records('hubspot', 'notes');
    expect(notes.filter(({ id }) => id === link.activities.nodes[0].externalId)).toHaveLength(1);
  });

  it('what is said in private is never answered in public', async () => {
    const [dm, mention] = [STORIES[2]!, { ...STORIES[3]!, personId: STORIES[2]!.personId }];
    await write(mention, 'Are you open on Sundays?');
    await vi.waitFor(async () => {
      const contact = await contactOf('X', dm.personId);
      expect(contact.conversations.nodes).toHaveLength(2);
      for (const { messages } of contact.conversations.nodes) expect(messages.nodes).toHaveLength(2);
    }, WAIT);
    const { conversations } = await contactOf('X', dm.personId);
    const texts = conversations.nodes.map(({ messages }: { messages: { nodes: { direction: string; text: string }[] } }) =>
      messages.nodes.filter(({ direction }) => direction === 'OUTBOUND').map(({ text }) => text),
    );
    expect(texts.flat().filter((text: string) => text.includes('4.90 €'))).toHaveLength(1);
  });
});
