import 'reflect-metadata';
import { Installation } from '#kernel/runtime/installation.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { startProcess } from '#kernel/runtime/start-process.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { declarations } from '../../cli/declarations.ts';
import { type DemoTenant, demoChannel, demoCrm, demoTenants } from '../../cli/demo/demo-tenants.ts';
import { addKnowledgeDocument } from '../../subgraphs/ai/knowledge/add-knowledge-document.ts';
import { updateAiSettings } from '../../subgraphs/ai/settings/update-ai-settings.ts';
import { AccountDirectory } from '../../subgraphs/conversations/channel/account-directory.ts';
import { connectChannel } from '../../subgraphs/conversations/channel/connect-channel.ts';
import { facebookConnector } from '../../subgraphs/conversations/connectors/facebook/facebook-connector.ts';
import { connectCrm } from '../../subgraphs/crm/connection/connect-crm.ts';
import { LiveConnections } from '../../subgraphs/crm/connection/live-connections.ts';
import { OutcomeNotes } from '../../subgraphs/crm/connection/outcome-notes.ts';
import { hubspotConnector } from '../../subgraphs/crm/connectors/hubspot/hubspot-connector.ts';
import { salesforceConnector } from '../../subgraphs/crm/connectors/salesforce/salesforce-connector.ts';
import { createTenant } from '../../subgraphs/tenants/tenant/create-tenant.ts';
import { cpuMs, offer } from '../support/child.ts';
import { countCalls, counted, takeCalls } from './count-calls.ts';
import { startProfile, writeProfile } from './profile.ts';

export interface SystemOptions {
  readonly databaseUrl: string;
  readonly simulatorsUrl: string;
  readonly port: number;
  /** Models of simulated vendors in place of the built-in ones. */
  readonly hasVendors?: boolean;
  readonly hasEncoder?: boolean;
  /** However unsure the machine is of it, so that nearly every message goes the whole way. */
  readonly sendsAnyDraft?: boolean;
}

const KEY = Buffer.alloc(32, 1);
const POST_TIMEOUT_MS = 10_000;
const [demo] = demoTenants as [DemoTenant];

countCalls();
const metrics = createMetrics({ ofProcess: true });
offer({ start, cpuMs, takeCalls, startProfile, writeProfile, metrics: () => metrics.text(), rssBytes });

/** All that works of one process of Parley, without the gateway, and the demo's shop in it. */
async function start({ databaseUrl, simulatorsUrl, port, hasVendors, hasEncoder, sendsAnyDraft }: SystemOptions): Promise<void> {
  const outside = outsideConfig(simulatorsUrl);
  let platform: PlatformContext | null = null;
  const ofSystem = declarations(
    {
      ...outside,
      ...(hasVendors && { openai: { ...outside.openai, apiKey: 'sk-sim-bench' } }),
      sentenceEncoder: hasEncoder ? 'on' : 'off',
      delivery: { postTimeoutMs: POST_TIMEOUT_MS, reconcileAfterMs: 60_000 },
      review: { undoHoldMs: 0 },
    },
    () => {
      if (!platform) throw new Error('the installation is not open yet');
      return platform;
    },
  ).map(counted);
  const installation = await Installation.open({
    config: {
      crypto: { keys: [{ id: 'bench', key: KEY }] },
      internalKeys: [{ id: 'bench', key: KEY }],
      feed: { retentionMs: 3_600_000 },
    },
    ownerUrl: databaseUrl,
    declarations: ofSystem,
    logger: createLogger({ level: 'warn', name: 'bench' }),
    metrics,
  });
  platform = installation.platform;
  await furnish(installation, outside.facebook, outside.salesforce.loginUrl, sendsAnyDraft ? { confidenceThreshold: 0 } : {});
  await startProcess({ installation, declarations: ofSystem, works: true, front: null, host: '127.0.0.1', port });
}

/** What the process holds, threads included, after a collection where that can be asked for. */
function rssBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

async function furnish(
  installation: Installation,
  facebook: Parameters<typeof facebookConnector>[0],
  salesforceUrl: string,
  settings: { readonly confidenceThreshold?: number },
): Promise<void> {
  const { platform, database, eventLog } = installation;
  const { slug, name, knowledge } = demo;
  const page = demoChannel(demo, 'FACEBOOK');
  const id = await createTenant(platform, database.schemas, { slug, name });
  const enter = () => platform.enter(id, { kind: 'system', id: 'bench', scopes: new Set() });
  // every message is to end the same way, and to take the whole of it
  await eventLog.transaction(enter(), (tx) =>
    updateAiSettings(tx, { auditShare: 0, replyCacheMinutes: 0, ...settings }, { store: 'postgres' }),
  );
  for (const document of knowledge) await eventLog.transaction(enter(), (tx) => addKnowledgeDocument(tx, document));
  const ctx = enter();
  await connectChannel(
    ctx,
    {
      connector: facebookConnector(facebook),
      accounts: new AccountDirectory(() => platform.platform),
      timeoutMs: POST_TIMEOUT_MS,
      transaction: (work) => eventLog.transaction(ctx, work),
    },
    { ...page, idempotencyKey: null },
  );
  // nobody connects a HubSpot here
  const connectors = { SALESFORCE: salesforceConnector(salesforceUrl), HUBSPOT: hubspotConnector('http://127.0.0.1:9') };
  const live = new LiveConnections(connectors);
  await connectCrm(
    ctx,
    { connectors, live, notes: new OutcomeNotes(live) },
    (work) => eventLog.transaction(ctx, work),
    demoCrm(demo, 'SALESFORCE'),
    null,
  );
}
