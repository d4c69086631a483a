import { randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { decrypt, encrypt, KEY_BYTES, readEnvelope } from '../crypto/aead.ts';
import { keyedHash } from '../crypto/key-ring.ts';
import { roleOf, schemaOf, type TenantId } from '../tenancy/tenant.ts';
import type { SealedAt, Vault } from '../tenancy/vault.ts';
import { held, kept } from './trip.ts';

const TENANT_KEY_ID = 'tenant';

/** An erased person's key may live on in another process's memory for this long. */
const SUBJECT_KEY_TTL_MS = 60_000;

interface KeyRow {
  readonly subject_id: string;
  readonly wrapped: Buffer;
}

interface AskedKey {
  make: boolean;
  readonly key: Promise<Buffer | null>;
  readonly resolve: (key: Buffer | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Keys come and go on connections of their own, never in the caller's transaction: a key that was used and then rolled back would
 * leave values behind that nobody can open.
 */
export class SubjectVault implements Vault {
  readonly #tenant: TenantId;
  readonly #tenantKey: Buffer;
  readonly #pool: Pool;
  readonly #keys = new LRUCache<string, Buffer>({ max: 20_000, ttl: SUBJECT_KEY_TTL_MS });
  readonly #asked = new Map<string, AskedKey>();

  constructor(tenant: TenantId, tenantKey: Buffer, pool: Pool) {
    this.#tenant = tenant;
    this.#tenantKey = tenantKey;
    this.#pool = pool;
  }

  async seal(subjectId: string, at: SealedAt, plaintext: string): Promise<Buffer> {
    const key = this.#keys.get(subjectId) ?? (await this.#load(subjectId, true));
    if (!key) throw new Error('a subject key could not be made');
    return encrypt(key, subjectId, this.#place(at), Buffer.from(plaintext, 'utf8'));
  }

  async introduce(transaction: EntityManager, subjectIds: readonly string[]): Promise<void> {
    if (subjectIds.length === 0) return;
    const made = subjectIds.map((id) => ({ id, key: randomBytes(KEY_BYTES) }));
    await transaction.execute(
      held(
        kept(
          `insert into "${schemaOf(this.#tenant)}".subject_key (subject_id, wrapped) select * from unnest(?::uuid[], ?::bytea[])`,
        ),
      ),
      [made.map(({ id }) => id), made.map(({ id, key }) => this.#wrap(id, key))],
    );
    for (const { id, key } of made) this.#keys.set(id, key);
  }

  async sealForTenant(at: SealedAt, plaintext: string): Promise<Buffer> {
    return encrypt(this.#tenantKey, TENANT_KEY_ID, this.#place(at), Buffer.from(plaintext, 'utf8'));
  }

  async open(at: SealedAt, sealed: Uint8Array): Promise<string | null> {
    // what was sealed here once is no longer kept
    if (sealed.byteLength === 0) return null;
    const envelope = readEnvelope(sealed);
    const key =
      envelope.keyId === TENANT_KEY_ID
        ? this.#tenantKey
        : (this.#keys.get(envelope.keyId) ?? (await this.#load(envelope.keyId, false)));
    return key ? decrypt(key, this.#place(at), envelope).toString('utf8') : null;
  }

  async prefetch(subjectIds: Iterable<string>): Promise<void> {
    const missing = [...new Set(subjectIds)].filter((id) => !this.#keys.has(id));
    await Promise.all(missing.map((id) => this.#load(id, false)));
  }

  async forget(subjectId: string): Promise<void> {
    await this.#query(`delete from subject_key where subject_id = ${quoteId(subjectId)}`);
    this.#keys.delete(subjectId);
  }

  lookupHash(purpose: string, value: string): Buffer {
    return keyedHash(this.#tenantKey, purpose, value);
  }

  #place(at: SealedAt): string {
    return `${this.#tenant}/${at.table}/${at.column}/${at.rowId}`;
  }

  /** One query for all who ask in the same turn: a list opens its rows side by side. */
  #load(subjectId: string, make: boolean): Promise<Buffer | null> {
    const asked = this.#asked.get(subjectId);
    if (asked) {
      asked.make ||= make;
      return asked.key;
    }
    const { promise, resolve, reject } = Promise.withResolvers<Buffer | null>();
    if (this.#asked.size === 0) setImmediate(() => void this.#loadAsked());
    this.#asked.set(subjectId, { make, key: promise, resolve, reject });
    return promise;
  }

  async #loadAsked(): Promise<void> {
    const asked = new Map(this.#asked);
    this.#asked.clear();
    try {
      const ids = [...asked.keys()];
      const select = (of: string[]): string =>
        `select subject_id, wrapped from subject_key where subject_id in (${of.map(quoteId).join(', ')})`;
      const keys = this.#keep(await this.#query(select(ids)));
      const missing = ids.filter((id) => !keys.has(id) && asked.get(id)?.make);
      if (missing.length > 0) {
        const values = missing.map((id) => `(${quoteId(id)}, '\\x${this.#wrap(id, randomBytes(KEY_BYTES)).toString('hex')}')`);
        // two processes may make one at once: the row that stands is the key
        const made = await this.#query(
          `insert into subject_key (subject_id, wrapped) values ${values.join(', ')} on conflict do nothing; ${select(missing)}`,
        );
        for (const [id, key] of this.#keep(made)) keys.set(id, key);
      }
      for (const [id, { resolve }] of asked) resolve(keys.get(id) ?? null);
    } catch (error) {
      for (const { reject } of asked.values()) reject(error);
    }
  }

  #keep(rows: readonly KeyRow[]): Map<string, Buffer> {
    const keys = new Map(rows.map((row) => [row.subject_id, this.#unwrap(row.subject_id, row.wrapped)]));
    for (const [id, key] of keys) this.#keys.set(id, key);
    return keys;
  }

  #wrap(subjectId: string, key: Buffer): Buffer {
    return encrypt(this.#tenantKey, TENANT_KEY_ID, this.#keyPlace(subjectId), key);
  }

  #keyPlace(subjectId: string): string {
    return `${this.#tenant}/subject_key/${subjectId}`;
  }

  #unwrap(subjectId: string, wrapped: Buffer): Buffer {
    return decrypt(this.#tenantKey, this.#keyPlace(subjectId), readEnvelope(wrapped));
  }

  /** One round trip: the role, the statement and the commit travel together. */
  async #query(sql: string): Promise<KeyRow[]> {
    const client = await this.#pool.connect();
    let failed = true;
    try {
      const results = (await client.query(
        `begin; set local role "${roleOf(this.#tenant)}"; set local search_path = "${schemaOf(this.#tenant)}"; ${sql}; commit`,
      )) as unknown as { command: string; rows: { subject_id: string; wrapped: Buffer }[] }[];
      failed = false;
      return results.findLast((result) => result.command === 'SELECT')?.rows ?? [];
    } finally {
      // a connection that stands in a broken transaction is not given back
      client.release(failed);
    }
  }
}

const UUID = /^[0-9a-f-]{36}$/;

/** Ids are put into the text because several statements in one string cannot have parameters. */
function quoteId(id: string): string {
  if (!UUID.test(id)) throw new TypeError('a subject id is a uuid');
  return `'${id}'`;
}
