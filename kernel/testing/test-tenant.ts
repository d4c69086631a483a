import type { Principal } from '../auth/principal.ts';
import type { Consumer } from '../messaging/consumer.ts';
import type { EventContract, NewEvent } from '../messaging/event-contract.ts';
import { openEvent, sealEvent } from '../messaging/postgres/stored-event.ts';
import type { Tx } from '../messaging/transaction.ts';
import type { GraphContext, SubgraphDeclaration } from '../runtime/define-subgraph.ts';
import type { Installation } from '../runtime/installation.ts';
import type { Clock, Ctx } from '../tenancy/context.ts';
import type { TenantId } from '../tenancy/tenant.ts';
import { makeTestInstallation } from './test-installation.ts';

export interface PublishedEvent {
  readonly type: string;
  readonly key: string;
  readonly lane: string;
  // biome-ignore lint/suspicious/noExplicitAny: a spec knows which contract it asked for
  readonly data: Record<string, any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly personal: Record<string, any> | null;
}

/** Two tenants in a database of their own, with the given subgraphs' tables and nothing running but the sequencer. */
export interface TestTenant {
  readonly installation: Installation;
  readonly tenant: TenantId;
  /** A fresh context each time: entities of one are not those of the next. */
  ctx(): Ctx;
  /** A context of another tenant of the same installation. */
  other(): Ctx;
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** What a resolver sees, as a member with these scopes. */
  graph(memberId: string, scopes: readonly string[]): GraphContext;
  /** Runs the consumer's handler over an event as a delivery would; rejects with what the handler throws. */
  deliver<C extends EventContract>(
    consumer: Consumer,
    contract: C,
    event: NewEvent<C>,
    options?: { attempt?: number; signal?: AbortSignal },
  ): Promise<void>;
  /** Everything this tenant published so far, oldest first. */
  published(type?: string): Promise<PublishedEvent[]>;
  close(): Promise<void>;
}

export async function makeTestTenant(
  declarations: readonly SubgraphDeclaration[],
  options: { clock?: Clock; logLevel?: 'silent' | 'debug' } = {},
): Promise<TestTenant> {
  // deliveries are made by hand in a spec: without routes nothing waits in slots
  const fixture = await makeTestInstallation(
    declarations.map((declaration) => ({ ...declaration, consumers: [] })),
    options,
  );
  const { installation } = fixture;
  const [tenant, otherTenant] = fixture.tenants;
  const enter = (id: TenantId): Ctx => installation.platform.enter(id, { kind: 'system', id: 'test', scopes: new Set() });

  return {
    installation,
    tenant,
    ctx: () => enter(tenant),
    other: () => enter(otherTenant),
    transaction: (work) => installation.eventLog.transaction(enter(tenant), work),
    graph: (memberId, scopes) => {
      const principal: Principal = {
        tenant,
        memberId,
        roles: ['test'],
        scopes: new Set(scopes),
        expiresAt: new Date(Date.now() + 3_600_000),
      };
      return installation.graphContext(principal);
    },
    deliver: async (consumer, contract, event, delivery = {}) => {
      const ctx = enter(tenant);
      const handler = consumer.handlers.find((candidate) => candidate.contract === contract);
      if (!handler) throw new Error(`${consumer.name} does not handle ${contract.type}`);
      if (handler.when && !handler.when(event.data as never)) return;
      const stored = await sealEvent(tenant, ctx.vault, contract, event as unknown as NewEvent<EventContract>);
      await handler.handle(
        ctx,
        await openEvent(ctx.vault, contract, stored),
        (effect) => installation.eventLog.transaction(ctx, effect),
        {
          attempt: delivery.attempt ?? 1,
          signal: delivery.signal ?? new AbortController().signal,
          transaction: (work) => installation.eventLog.transaction(ctx, work),
        },
      );
    },
    published: async (type) => {
      const { rows } = await installation.database.platform.query(
        'select id, type, key, lane, data, personal from platform.event where tenant = $1 and ($2::text is null or type = $2) order by seq',
        [tenant, type ?? null],
      );
      const { vault } = enter(tenant);
      return Promise.all(
        rows.map(async (row) => {
          const opened = row.personal
            ? await vault.open({ table: 'event', column: 'personal', rowId: row.id }, row.personal)
            : null;
          return {
            type: row.type,
            key: row.key,
            lane: row.lane === 0 ? 'fast' : 'standard',
            data: row.data,
            personal: opened ? JSON.parse(opened) : null,
          };
        }),
      );
    },
    close: () => fixture.close(),
  };
}
