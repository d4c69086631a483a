import 'reflect-metadata';
import { newId } from '#kernel/persistence/new-id.ts';
import { newTenantId } from '#kernel/persistence/tenant-schemas.ts';
import { Installation } from '#kernel/runtime/installation.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import { startProcess } from '#kernel/runtime/start-process.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import { outsideConfig } from '#kernel/testing/outside-config.ts';
import { Channel, ChannelStatus } from '../../subgraphs/conversations/channel/channel.entity.ts';
import { Platform } from '../../subgraphs/conversations/platform.ts';
import { conversations } from '../../subgraphs/conversations/subgraph.ts';
import { cpuMs, offer } from '../support/child.ts';

export interface WebhookServerOptions {
  readonly url: string;
  /** Whether the inbound log is read meanwhile, and its messages stored. */
  readonly works: boolean;
  readonly pageId: string;
}

const KEY = Buffer.alloc(32, 1);

/** The kernel and the webhook door of `conversations`, as every process of Parley has them. */
offer({
  start: async ({ url, works, pageId }: WebhookServerOptions) => {
    let context: PlatformContext | null = null;
    const declaration = conversations({
      // nothing is ever posted: no reply is made here
      platforms: outsideConfig('http://127.0.0.1:9'),
      delivery: { postTimeoutMs: 1000, reconcileAfterMs: 2000 },
      platform: () => {
        if (!context) throw new Error('not open yet');
        return context;
      },
    });
    const installation = await Installation.open({
      config: {
        crypto: { keys: [{ id: 'bench', key: KEY }] },
        internalKeys: [{ id: 'bench', key: KEY }],
        feed: { retentionMs: 3_600_000 },
      },
      ownerUrl: url,
      declarations: [declaration],
      logger: createLogger({ level: 'warn', name: 'bench' }),
      metrics: createMetrics(),
    });
    context = installation.platform;
    if (works) await connectPage(installation, pageId);
    const { port } = await startProcess({
      installation,
      declarations: [declaration],
      works,
      front: null,
      host: '127.0.0.1',
      port: 0,
    });
    return port;
  },
  cpuMs,
});

/** Past the connector, which would ask the platform whose page it is. */
async function connectPage(installation: Installation, pageId: string): Promise<void> {
  const tenant = newTenantId();
  await installation.database.schemas.create(tenant);
  await installation.database.learn(tenant);
  const ctx = installation.database.enter(
    tenant,
    { kind: 'system', id: 'bench', scopes: new Set() },
    installation.platform.logger,
  );
  const id = newId();
  ctx.em.create(Channel, {
    id,
    platform: Platform.FACEBOOK,
    accountId: pageId,
    displayName: 'Bench',
    status: ChannelStatus.CONNECTED,
    credentials: null,
    lastError: null,
    connectedAt: new Date(),
    connectKey: null,
  });
  await ctx.em.flush();
  await installation.platform.platform.query(
    'insert into platform.channel_account (platform, account_id, tenant, channel_id, connected) values ($1, $2, $3, $4, true)',
    ['FACEBOOK', pageId, tenant, id],
  );
}
