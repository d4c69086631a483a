import { Installation } from '#kernel/runtime/installation.ts';
import { createLogger } from '#kernel/telemetry/logger.ts';
import { createMetrics } from '#kernel/telemetry/metrics.ts';
import type { Clock, Ctx } from '#kernel/tenancy/context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import { ai } from '../../subgraphs/ai/subgraph.ts';

const KEY = Buffer.alloc(32, 1);

/** One process' view of an installation with the agents alone. Nothing works by itself in it. */
export const openInstallation = (ownerUrl: string, clock?: Clock): Promise<Installation> =>
  Installation.open({
    config: {
      crypto: { keys: [{ id: 'bench', key: KEY }] },
      // as every suite has them: the service's logins belong to the whole server of a test run, and so do their passwords
      internalKeys: [{ id: 'test', key: Buffer.alloc(32, 7) }],
      feed: { retentionMs: 3_600_000 },
    },
    ownerUrl,
    declarations: [ai()],
    logger: createLogger({ level: 'silent', name: 'bench' }),
    metrics: createMetrics(),
    ...(clock ? { clock } : {}),
  });

export const enter = ({ platform }: Installation, tenant: TenantId): Ctx =>
  platform.enter(tenant, { kind: 'system', id: 'bench', scopes: new Set() });
