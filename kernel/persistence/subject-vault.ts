import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { decrypt, encrypt, KEY_BYTES, readEnvelope } from '../crypto/aead.ts';
import { keyedHash } from '../crypto/key-ring.ts';
import { roleOf, schemaOf, type TenantId } from '../tenancy/tenant.ts';
import type { SealedAt, Vault } from '../tenancy/vault.ts';

const TENANT_KEY_ID = 'tenant';

/** An erased person's key may live on in another process's memory for this long. */
const SUBJECT_KEY_TTL_MS = 60_000;

/**
 * Keys come and go on connections of their own, never in the caller's transaction: a key that was used and then rolled back would
 * leave values behind that nobody can open.
 */
export class SubjectVault implements Vault {
  readonly #tenant: TenantId;
  readonly #tenantKey: Buffer;
  readonly #pool: Pool;
  readonly #keys = new LRUCache<string, Buffer>({ max: 20_000, ttl: SUBJECT_KEY_TTL_MS });
  readonly #loading = new Map<string, Promise<Buffer | null>>();

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

  async sealForTenant(at: SealedAt, plaintext: string): Promise<Buffer> {
    return encrypt(this.#tenantKey, TENANT_KEY_ID, this.#place(at), Buffer.from(plaintext, 'utf8'));
  }

  async open(at: SealedAt, sealed: Uint8Array): Promise<string | null> {
    const envelope = readEnvelope(sealed);
    const key =
      envelope.keyId === TENANT_KEY_ID
        ? this.#tenantKey
        : (this.#keys.get(envelope.keyId) ?? (await this.#load(envelope.keyId, false)));
    return key ? decrypt(key, this.#place(at), envelope).toString('utf8') : null;
  }

  async prefetch(subjectIds: Iterable<string>): Promise<void> {
    const missing = [...new Set(subjectIds)].filter((id) => !this.#keys.has(id));
    if (missing.length === 0) return;
    const rows = await this.#query(
      `select subject_id, wrapped from subject_key where subject_id in (${missing.map(quoteId).join(', ')})`,
    );
    for (const row of rows) this.#keys.set(row.subject_id, this.#unwrap(row.subject_id, row.wrapped));
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

  /** One query for all who ask at the same time. */
  #load(subjectId: string, make: boolean): Promise<Buffer | null> {
    const cacheKey = `${make ? '+' : ''}${subjectId}`;
    let loading = this.#loading.get(cacheKey);
    if (!loading) {
      loading = this.#fetch(subjectId, make).finally(() => this.#loading.delete(cacheKey));
      this.#loading.set(cacheKey, loading);
    }
    return loading;
  }

  async #fetch(subjectId: string, make: boolean): Promise<Buffer | null> {
    const select = `select subject_id, wrapped from subject_key where subject_id = ${quoteId(subjectId)}`;
    let [row] = await this.#query(select);
    if (!row && make) {
      const wrapped = encrypt(this.#tenantKey, TENANT_KEY_ID, `${this.#tenant}/subject_key/${subjectId}`, randomBytes(KEY_BYTES));
      // two processes may make it at once: the row that stands is the key
      [row] = await this.#query(
        `insert into subject_key (subject_id, wrapped) values (${quoteId(subjectId)}, '\\x${wrapped.toString('hex')}') on conflict do nothing; ${select}`,
      );
    }
    if (!row) return null;
    const key = this.#unwrap(subjectId, row.wrapped);
    this.#keys.set(subjectId, key);
    return key;
  }

  #unwrap(subjectId: string, wrapped: Buffer): Buffer {
    return decrypt(this.#tenantKey, `${this.#tenant}/subject_key/${subjectId}`, readEnvelope(wrapped));
  }

  /** One round trip: the role, the statement and the commit travel together. */
  async #query(sql: string): Promise<{ subject_id: string; wrapped: Buffer }[]> {
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
