import type { Pool } from 'pg';
import type { TenantId } from '#kernel/tenancy/tenant.ts';

/** Times are kept by the slot that they end in: many of one tenant's are one row. */
const SLOT_MS = 1_000;

/**
 * Which tenants' inboxes have something that ends by the clock, and when: over all tenants, in one place, so that finding those who have
 * costs one statement and not one for each. A time too many costs a look; one that is lost is found by the task that looks at everybody.
 */
export class InboxDue {
  readonly #pool: () => Pool;

  /** The pool is asked for at each use: resolvers are made before the database is open. */
  constructor(pool: () => Pool) {
    this.#pool = pool;
  }

  /** Noted before the transaction that makes it so commits: it stands whatever becomes of that. */
  async add(tenant: TenantId, at: Date): Promise<void> {
    const slot = new Date(Math.ceil(at.getTime() / SLOT_MS) * SLOT_MS);
    await this.#pool().query('insert into platform.inbox_due (tenant, due_at) values ($1, $2) on conflict do nothing', [
      tenant,
      slot,
    ]);
  }

  /** Who is due, with the latest of the times that are over: those up to it are taken away when the tenant was seen to. */
  async due(now: Date): Promise<{ tenant: TenantId; until: Date }[]> {
    const { rows } = await this.#pool().query<{ tenant: TenantId; until: Date }>(
      'select tenant, max(due_at) as until from platform.inbox_due where due_at <= $1 group by tenant order by min(due_at)',
      [now],
    );
    return rows;
  }

  async seenTo(tenant: TenantId, until: Date): Promise<void> {
    await this.#pool().query('delete from platform.inbox_due where tenant = $1 and due_at <= $2', [tenant, until]);
  }
}
