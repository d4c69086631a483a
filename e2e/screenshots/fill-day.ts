import { setInterval } from 'node:timers/promises';
import { demoChannel, demoTenants } from '../../cli/demo/demo-tenants.ts';
import { playMessage } from '../../cli/demo/play-message.ts';
import { ApiClient } from '../support/client.ts';
import type { StartedSystem } from '../support/system.ts';
import { type DayMessage, dayOfMessages, lastMessages } from './day-of-messages.ts';
import { decideReviews } from './decide-reviews.ts';
import { spreadOverWeek } from './spread-over-week.ts';

const AT_ONCE = 6;
const PATIENCE_MS = 180_000;
const LOOK_MS = 500;
const CALM_LOOKS = 5;

/** The ids of what pictures show. */
export interface Places {
  readonly conversation: string;
  readonly lead: string;
  readonly run: string;
  readonly document: string;
  /** The review of whoever has this name. */
  readonly reviewOf: (name: string) => string;
}

/** A day of work, through the doors that everybody uses: platforms' webhooks and the public API. */
export async function fillDay(system: StartedSystem, say: (line: string) => void): Promise<Places> {
  const as = async (subject: string): Promise<ApiClient> => new ApiClient(system.url, await system.token(subject));
  const owner = await as('acme-owner');
  await steer(system, 'x', { caps: roomy('dm.send', 'dm.thread', 'dm.read', 'post.create', 'post.read') });
  await owner.ask('mutation { updateAiSettings(input: { monthlyBudgetUsd: 3, auditShare: 0.05 }) { autoReply } }');
  const day = dayOfMessages();
  await haveWritten(system, day);
  for (const subject of ['acme-owner', 'globex-owner']) await untilQuiet(await as(subject));
  const decided = await decideReviews(await Promise.all(['acme-reviewer', 'acme-reviewer-2', 'acme-admin'].map(as)));
  await decideReviews([await as('globex-reviewer')], 0);
  await haveWritten(system, lastMessages);
  await untilQuiet(owner);
  say(`${day.length + lastMessages.length} messages, ${decided} decisions`);
  await workOnLeads(owner);
  await workOnConversations(await as('acme-reviewer'), owner);
  await haveTrouble(system, owner);
  await spreadOverWeek(system.dataDir);
  return findPlaces(owner);
}

async function findPlaces(owner: ApiClient): Promise<Places> {
  const { reviews, knowledgeDocuments } = await owner.ask(
    '{ reviews(first: 50, status: [PENDING]) { nodes { id run { id } conversation { id contact { displayName } lead { id } } } } knowledgeDocuments(first: 1) { nodes { id } } }',
  );
  const of = (name: string): Waiting => {
    const found = (reviews.nodes as Waiting[]).find(({ conversation }) => conversation.contact.displayName === name);
    if (!found) throw new Error(`no review of ${name} waits`);
    return found;
  };
  const { run, conversation } = of('Helena Sommer');
  return {
    run: run.id,
    conversation: conversation.id,
    lead: conversation.lead.id,
    document: knowledgeDocuments.nodes[0].id,
    reviewOf: (name) => of(name).id,
  };
}

interface Waiting {
  readonly id: string;
  readonly run: { readonly id: string };
  readonly conversation: {
    readonly id: string;
    readonly contact: { readonly displayName: string };
    readonly lead: { readonly id: string };
  };
}

/** Each person's messages in their order, several people at a time. */
async function haveWritten({ simulators }: StartedSystem, messages: readonly DayMessage[]): Promise<void> {
  const now = Date.now();
  const left = [...messages];
  const writer = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { tenant, platform, minutesAgo, ...message } = next;
      await playMessage(simulators, demoChannel(tenant, platform), { ...message, timestamp: now - minutesAgo * 60_000 });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, writer));
}

/** No run is under way, no reply is being sent, and it has been the same for some looks in a row. */
async function untilQuiet(owner: ApiClient): Promise<void> {
  let last = '';
  let calm = 0;
  await until('the end of the day’s work', async () => {
    const { runs, sending, reviews, conversations } = await owner.ask(
      '{ runs(first: 1, filter: { status: [RUNNING] }) { nodes { id } } sending: reviews(first: 1, status: [SENDING]) { totalCount } reviews(first: 1) { totalCount } conversations(first: 1) { nodes { lastMessage { id } } } }',
    );
    const seen = JSON.stringify([reviews.totalCount, conversations]);
    calm = runs.nodes.length + sending.totalCount === 0 && seen === last ? calm + 1 : 0;
    last = seen;
    return calm === CALM_LOOKS;
  });
}

async function workOnLeads(owner: ApiClient): Promise<void> {
  const { leads } = await owner.ask('{ leads(first: 12, orderBy: POINTS) { nodes { id } } }');
  const move = 'mutation ($id: ID!, $stage: LeadStage!) { setLeadStage(id: $id, stage: $stage) { id } }';
  const [, first, second, third, fourth] = leads.nodes as { id: string }[];
  for (const [lead, stage] of [
    [first, 'QUALIFIED'],
    [second, 'QUALIFIED'],
    [third, 'CONVERTED'],
  ] as const)
    await owner.ask(move, { id: lead?.id, stage });
  await owner.ask(
    'mutation ($id: ID!) { overrideLeadTier(id: $id, tier: COLD, reason: "A supplier of ours, not a customer.") { id } }',
    { id: fourth?.id },
  );
}

async function workOnConversations(reviewer: ApiClient, owner: ApiClient): Promise<void> {
  const { conversations } = await owner.ask(
    '{ conversations(first: 50, filter: { status: [WAITING_FOR_REVIEW] }) { nodes { id contact { displayName } } } }',
  );
  const { members } = await owner.ask('{ members(first: 20) { nodes { id displayName } } }');
  const memberOf = (name: string): string =>
    members.nodes.find((member: { displayName: string }) => member.displayName === name)?.id;
  const of = (name: string): string =>
    conversations.nodes.find(({ contact }: { contact: { displayName: string } }) => contact.displayName === name)?.id;
  const [helena, gregor] = [of('Helena Sommer'), of('Gregor Thalhammer')];
  const label = 'mutation ($id: ID!, $labels: [String!]!) { setConversationLabels(id: $id, labels: $labels) { id } }';
  await owner.ask(label, { id: helena, labels: ['fleet', 'offer'] });
  await owner.ask(label, { id: gregor, labels: ['workshop'] });
  const assign = 'mutation ($id: ID!, $memberId: ID!) { assignConversation(id: $id, memberId: $memberId) { id } }';
  await owner.ask(assign, { id: helena, memberId: memberOf('Rita Reviewer') });
  await owner.ask(assign, { id: gregor, memberId: memberOf('Ravi Reviewer') });
  const note = 'mutation ($id: ID!, $text: String!) { addNote(conversationId: $id, text: $text) { id } }';
  await reviewer.ask(note, {
    id: helena,
    text: 'Spoke to her in March: wants cargo racks on all of them. Paul prepares the offer.',
  });
  await owner.ask(note, { id: helena, text: 'Leasing would suit them. Please mention it.' });
  const answered = await owner.ask('{ conversations(first: 60, filter: { status: [WAITING_FOR_CUSTOMER] }) { nodes { id } } }');
  for (const { id } of answered.conversations.nodes.slice(40))
    await owner.ask('mutation ($id: ID!) { setConversationStatus(id: $id, status: CLOSED) { id } }', { id });
}

/** A credential that died, which an alert tells, and a message that is not as Facebook promises it: a dead letter. */
async function haveTrouble(system: StartedSystem, owner: ApiClient): Promise<void> {
  const [acme] = demoTenants;
  if (!acme) return;
  const { accountId } = demoChannel(acme, 'FACEBOOK');
  const broken = {
    sender: { id: '7300412905518899' },
    recipient: { id: accountId },
    timestamp: Date.now(),
    message: { mid: 'm_day_broken', text: 7 },
  };
  await post(`${system.simulators}/facebook/_webhook`, {
    object: 'page',
    entry: [{ id: accountId, time: Date.now(), messaging: [broken] }],
  });
  const instagram = demoChannel(acme, 'INSTAGRAM');
  await steer(system, 'instagram', { revokedAccounts: [instagram.accountId] });
  const { conversations } = await owner.ask('{ conversations(first: 1, filter: { platform: [INSTAGRAM] }) { nodes { id } } }');
  await owner.ask(
    'mutation ($id: ID!) { sendMessage(conversationId: $id, text: "We have your size in the shop now.", idempotencyKey: "day-size") { id } }',
    { id: conversations.nodes[0]?.id },
  );
  await until(
    'an alert',
    async () => (await owner.ask('{ alerts(first: 1, open: true) { nodes { id } } }')).alerts.nodes.length > 0,
  );
  await until(
    'a dead letter',
    async () => (await owner.ask('{ deadLetters(first: 1) { nodes { id } } }')).deadLetters.nodes.length > 0,
  );
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for await (const _ of setInterval(LOOK_MS)) {
    if (await holds()) return;
    if (Date.now() > end) throw new Error(`${what} was expected and did not come`);
  }
}

const roomy = (...names: string[]): Record<string, object> =>
  Object.fromEntries(names.map((name) => [name, { user15Minutes: 10_000 }]));

const steer = ({ simulators }: StartedSystem, service: string, settings: object): Promise<void> =>
  post(`${simulators}/${service}/_settings`, settings, 'PUT');

async function post(url: string, body: object, method = 'POST'): Promise<void> {
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}
