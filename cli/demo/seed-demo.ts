import type { Installation } from '#kernel/runtime/installation.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import { addMember } from '../../subgraphs/tenants/member/add-member.ts';
import { Member } from '../../subgraphs/tenants/member/member.entity.ts';
import { Role } from '../../subgraphs/tenants/role/role.entity.ts';
import { createTenant } from '../../subgraphs/tenants/tenant/create-tenant.ts';
import { findActiveTenantId } from '../../subgraphs/tenants/tenant/find-tenant.ts';
import { demoMessages } from './demo-messages.ts';
import { type DemoTenant, demoTenants } from './demo-tenants.ts';
import { PublicApi } from './public-api.ts';

export interface Demo {
  readonly installation: Installation;
  /** Where the public API answers. */
  readonly url: string;
  readonly simulatorsUrl: string;
  tokenOf(subject: string, tenant: string): Promise<string>;
}

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
    if (conversations.nodes.length === 0) await playMessages(demo.simulatorsUrl, tenant.page.id);
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
    '{ channels { id } crmConnections { id } knowledgeDocuments(first: 100) { nodes { title } } }',
  );
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
  if (crmConnections.length === 0) {
    await api.ask('mutation Connect($input: ConnectCrmInput!) { connectCrm(input: $input) { id } }', {
      input: { kind: 'SALESFORCE', displayName: 'Salesforce', credentials: tenant.salesforce },
    });
  }
  if (channels.length === 0) {
    const { id, name, accessToken } = tenant.page;
    await api.ask('mutation Connect($input: ConnectChannelInput!) { connectChannel(input: $input) { id } }', {
      input: { platform: 'FACEBOOK', accountId: id, displayName: name, credentials: { pageAccessToken: accessToken } },
    });
  }
}

interface Furniture {
  channels: unknown[];
  crmConnections: unknown[];
  knowledgeDocuments: { nodes: { title: string }[] };
}

/** People write to the page on the simulated platform, which then calls our webhook: the whole way, from its first step. */
async function playMessages(simulatorsUrl: string, pageId: string): Promise<void> {
  const now = Date.now();
  for (const message of demoMessages.filter((each) => each.pageId === pageId)) {
    const response = await fetch(`${simulatorsUrl}/facebook/_inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        pageId,
        psid: message.psid,
        name: message.name,
        text: message.text,
        timestamp: now - message.minutesAgo * 60_000,
      }),
    });
    if (!response.ok) throw new Error(`the simulated platform refused a demo message: ${await response.text()}`);
  }
}
