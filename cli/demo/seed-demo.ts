import { setInterval } from 'node:timers/promises';
import type { Installation } from '#kernel/runtime/installation.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import { addMember } from '../../subgraphs/tenants/member/add-member.ts';
import { Member } from '../../subgraphs/tenants/member/member.entity.ts';
import { Role } from '../../subgraphs/tenants/role/role.entity.ts';
import { createTenant } from '../../subgraphs/tenants/tenant/create-tenant.ts';
import { findActiveTenantId } from '../../subgraphs/tenants/tenant/find-tenant.ts';
import { demoMessages } from './demo-messages.ts';
import { type DemoTenant, demoChannel, demoTenants } from './demo-tenants.ts';
import { playMessage } from './play-message.ts';
import { PublicApi } from './public-api.ts';

export interface Demo {
  readonly installation: Installation;
  /** Where the public API answers. */
  readonly url: string;
  readonly simulatorsUrl: string;
  tokenOf(subject: string, tenant: string): Promise<string>;
}

const LOOK_MS = 100;
/** A demo whose knowledge is found less well is better than none. */
const INDEXING_PATIENCE_MS = 20_000;

/**
 * Makes the demo tenants where they are missing. Tenants and members are made from inside, as an operator would; everything else by
 * the public API with the owner's token, as the owner would. What is there already stays: a seeding that was cut off is gone on with.
 */
export async function seedDemo(demo: Demo): Promise<void> {
  for (const tenant of demoTenants) {
    await haveTenant(demo.installation, tenant);
    await furnish(tenant, new PublicApi(demo.url, await demo.tokenOf(`${tenant.slug}-owner`, tenant.slug)));
  }
  for (const tenant of demoTenants) {
    const api = new PublicApi(demo.url, await demo.tokenOf(`${tenant.slug}-owner`, tenant.slug));
    const { conversations } = await api.ask<{ conversations: { nodes: unknown[] } }>(
      '{ conversations(first: 1) { nodes { id } } }',
    );
    if (conversations.nodes.length > 0) continue;
    await untilKnowledgeIsReady(api);
    await playMessages(demo.simulatorsUrl, tenant);
  }
}

async function haveTenant(installation: Installation, { slug, name, members }: DemoTenant): Promise<void> {
  const { platform, database } = installation;
  const id: TenantId =
    (await findActiveTenantId(platform.platform, slug)) ?? (await createTenant(platform, database.schemas, { slug, name }));
  await platform.learn(id);
  const ctx = platform.enter(id, { kind: 'system', id: 'demo', scopes: new Set() });
  await platform.transaction(ctx, async (tx) => {
    if ((await tx.em.count(Member)) > 0) return;
    const roles = new Map((await tx.em.find(Role, {})).map((role) => [role.name, role]));
    for (const { email, displayName, role: roleName, subject } of members) {
      const role = roles.get(roleName);
      if (!role) throw new Error(`the demo names a role ${roleName} that is not built in`);
      await addMember(tx, { email, displayName, role, subject });
    }
  });
}

async function furnish(tenant: DemoTenant, api: PublicApi): Promise<void> {
  const { channels, crmConnections, knowledgeDocuments } = await api.ask<Furniture>(
    '{ channels { platform } crmConnections { kind } knowledgeDocuments(first: 100) { nodes { title } } }',
  );
  if (knowledgeDocuments.nodes.length === 0) {
    // what the demo shows is not to hang on a draw, nor on a hair: elsewhere one message in twenty is reviewed however sure its reply is,
    // and 0.8 is sure enough
    await api.ask('mutation { updateAiSettings(input: { auditShare: 0, confidenceThreshold: 0.85 }) { autoReply } }');
  }
  const known = new Set(knowledgeDocuments.nodes.map(({ title }) => title));
  for (const { title, text, source } of tenant.knowledge.filter((document) => !known.has(document.title))) {
    await api.ask(
      'mutation Add($title: String!, $text: String!, $source: String) { addKnowledgeDocument(title: $title, text: $text, source: $source) { id } }',
      {
        title,
        text,
        source,
      },
    );
  }
  const connected = new Set([...crmConnections.map(({ kind }) => kind), ...channels.map(({ platform }) => platform)]);
  for (const input of tenant.crms.filter(({ kind }) => !connected.has(kind))) {
    await api.ask('mutation Connect($input: ConnectCrmInput!) { connectCrm(input: $input) { id } }', { input });
  }
  for (const input of tenant.channels.filter(({ platform }) => !connected.has(platform))) {
    await api.ask('mutation Connect($input: ConnectChannelInput!) { connectChannel(input: $input) { id } }', { input });
  }
}

/** Until then passages are found by their words alone: what the demo answers is not to hang on how fast this machine is. */
async function untilKnowledgeIsReady(api: PublicApi): Promise<void> {
  const giveUpAt = performance.now() + INDEXING_PATIENCE_MS;
  for await (const _ of setInterval(LOOK_MS)) {
    const { knowledgeDocuments } = await api.ask<{ knowledgeDocuments: { nodes: { status: string }[] } }>(
      '{ knowledgeDocuments(first: 100) { nodes { status } } }',
    );
    if (!knowledgeDocuments.nodes.some(({ status }) => status === 'INDEXING') || performance.now() > giveUpAt) return;
  }
}

interface Furniture {
  channels: { platform: string }[];
  crmConnections: { kind: string }[];
  knowledgeDocuments: { nodes: { title: string }[] };
}

async function playMessages(simulatorsUrl: string, tenant: DemoTenant): Promise<void> {
  await nameAccounts(simulatorsUrl, tenant);
  const now = Date.now();
  for (const message of demoMessages.filter(({ to }) => to === tenant.slug)) {
    const timestamp = now - message.minutesAgo * 60_000;
    const { personId, name, text, isPublic } = message;
    await playMessage(simulatorsUrl, demoChannel(tenant, message.platform), {
      ...{ personId, name, text, timestamp },
      ...(isPublic && { isPublic }),
    });
  }
}

/** X shows an account by a name of its own, which stands in the posts that mention it. */
async function nameAccounts(simulatorsUrl: string, { channels }: DemoTenant): Promise<void> {
  const names = Object.fromEntries(
    channels.filter(({ platform }) => platform === 'X').map(({ accountId, displayName }) => [accountId, displayName]),
  );
  await fetch(`${simulatorsUrl}/x/_settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ names }),
  });
}
