import type { Loop } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { TenantId } from '#kernel/tenancy/tenant.ts';
import type { AccountDirectory, AccountOwner } from '../channel/account-directory.ts';
import type { InboundItem } from '../connectors/inbound-item.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import type { ReplyWindows } from '../conversation/reply-windows.ts';
import type { ProvedPosts } from '../delivery/proved-posts.ts';
import type { Platform } from '../platform.ts';
import {
  type BadInbound,
  buryBadInbound,
  deferInbound,
  deleteFromInboundLog,
  INBOUND,
  type LoggedBody,
  readInboundLog,
} from './inbound-log.ts';
import { type RoutedItem, storeInbound } from './store-inbound.ts';

const BATCH = 100;
/** Stored bodies are deleted together: a transaction for each would be one in eight of all that a message costs. */
const DELETE_AFTER_MS = 2_000;
const IDLE_MS = 250;

interface TenantWork {
  readonly items: RoutedItem[];
  readonly bodyIds: Set<string>;
}

/**
 * Reads the inbound log in its order: one transaction a tenant and batch, then the bodies go. A crash between the two stores bodies
 * twice, which the platforms' message ids make harmless.
 */
export function inboundLoop(connectors: readonly PlatformConnector[], accounts: AccountDirectory, proved: ProvedPosts): Loop {
  const connectorOf = new Map(connectors.map((connector) => [connector.platform, connector]));
  const windowsOf = (platform: Platform): ReplyWindows => {
    const connector = connectorOf.get(platform);
    if (!connector) throw new Error(`There is no connector of ${platform}.`);
    return connector;
  };
  const stored = new StoredBodies();
  return {
    name: INBOUND,
    idleMs: IDLE_MS,
    async step(context) {
      await stored.deleteDue(context);
      const { bodies, unopened } = await readInboundLog(context, BATCH, stored.ids);
      await deferInbound(context, unopened);
      if (bodies.length === 0) return unopened.length > 0;
      const { work, bad } = await sort(bodies, connectorOf, accounts, proved);
      for (const one of bad) await buryBadInbound(context, one);
      const failures = await storeAll(context, work, windowsOf);
      const kept = new Set(failures.flatMap(({ bodyIds }) => [...bodyIds]));
      await deferInbound(context, [...kept]);
      stored.add(
        context,
        bodies.map(({ id }) => id).filter((id) => !kept.has(id)),
      );
      if (failures.length > 0) {
        throw new AggregateError(
          failures.map(({ error }) => error),
          `${failures.length} tenants' messages could not be stored and are kept`,
        );
      }
      // what came meanwhile has woken the loop
      return bodies.length + unopened.length === BATCH;
    },
  };
}

/** Bodies that are dealt with and stand in the log still. */
class StoredBodies {
  #ids: string[] = [];
  #sinceMs = 0;

  get ids(): readonly string[] {
    return this.#ids;
  }

  add({ clock }: PlatformContext, ids: readonly string[]): void {
    if (this.#ids.length === 0) this.#sinceMs = clock.now().getTime();
    this.#ids.push(...ids);
  }

  async deleteDue(context: PlatformContext): Promise<void> {
    const isDue = this.#ids.length >= BATCH || context.clock.now().getTime() - this.#sinceMs >= DELETE_AFTER_MS;
    if (this.#ids.length === 0 || !isDue) return;
    await deleteFromInboundLog(context, this.#ids);
    this.#ids = [];
  }
}

/** Each tenant's items in the order of the log, and what is nobody's or not valid. */
async function sort(
  bodies: readonly LoggedBody[],
  connectorOf: ReadonlyMap<Platform, PlatformConnector>,
  accounts: AccountDirectory,
  proved: ProvedPosts,
): Promise<{ work: Map<TenantId, TenantWork>; bad: BadInbound[] }> {
  const work = new Map<TenantId, TenantWork>();
  const bad: BadInbound[] = [];
  for (const [platform, logged] of Map.groupBy(bodies, (body) => body.platform)) {
    const connector = connectorOf.get(platform);
    if (!connector) throw new Error(`The inbound log holds bodies of ${platform}, which has no connector.`);
    const parsed = logged.map((body) => ({ body, ...connector.parse(body.body) }));
    const accountIds = parsed.flatMap(({ parts, faults }) => [...parts, ...faults].map(({ accountId }) => accountId));
    const owners = await accounts.owners(platform, [...new Set(accountIds.filter((id) => id !== null))]);
    for (const { body, parts, faults } of parsed) {
      let place = 0;
      const tenantOf = (accountId: string | null): TenantId | null =>
        accountId === null ? null : (owners.get(accountId)?.tenant ?? null);
      for (const fault of faults) {
        const { error, payload } = fault;
        bad.push({ platform, bodyId: body.id, place: place++, tenant: tenantOf(fault.accountId), error, payload });
      }
      for (const part of parts) {
        if (part.items.length === 0) continue;
        const owner = owners.get(part.accountId);
        if (owner)
          add(
            work,
            owner,
            body,
            part.items.filter((item) => !isProved(proved, owner.tenant, item)),
          );
        else
          bad.push({
            platform,
            bodyId: body.id,
            place: place++,
            tenant: null,
            error: 'No tenant has connected this account.',
            payload: part.payload(),
          });
      }
    }
  }
  return { work, bad };
}

/** Nearly all echoes tell what the platform's answer told. */
const isProved = (proved: ProvedPosts, tenant: TenantId, item: InboundItem): boolean =>
  item.kind === 'echo' && proved.has(tenant, item.deliveryId, item.platformMessageId);

function add(
  work: Map<TenantId, TenantWork>,
  { tenant, channelId }: AccountOwner,
  body: LoggedBody,
  items: readonly InboundItem[],
): void {
  if (items.length === 0) return;
  let of = work.get(tenant);
  if (!of) {
    of = { items: [], bodyIds: new Set() };
    work.set(tenant, of);
  }
  of.bodyIds.add(body.id);
  for (const item of items) of.items.push({ item, channelId, platform: body.platform, receivedAt: body.receivedAt });
}

async function storeAll(
  context: PlatformContext,
  work: ReadonlyMap<TenantId, TenantWork>,
  windowsOf: (platform: Platform) => ReplyWindows,
): Promise<{ error: unknown; bodyIds: ReadonlySet<string> }[]> {
  const results = await Promise.all(
    Array.from(work, async ([tenant, { items, bodyIds }]) => {
      try {
        await context.learn(tenant);
        const ctx = context.enter(tenant, { kind: 'system', id: INBOUND, scopes: new Set() });
        await context.transaction(ctx, (tx) => storeInbound(tx, items, windowsOf));
        return null;
      } catch (error) {
        context.logger.error(
          { err: error, tenant, bodies: bodyIds.size },
          'inbound messages could not be stored; they are tried again',
        );
        return { error, bodyIds };
      }
    }),
  );
  return results.filter((result) => result !== null);
}
