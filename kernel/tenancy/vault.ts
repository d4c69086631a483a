import type { EntityManager } from '@mikro-orm/postgresql';

/** Where a sealed value stands. It is authenticated with the value: a ciphertext moved to another row or column does not open. */
export interface SealedAt {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/**
 * Seals and opens what belongs to a person or to the tenant.
 *
 * A **subject** is the person whom a value is about: each has a key of its own, wrapped by the tenant's key, so that erasing a
 * person is dropping one key. The ciphertext names its key; opening needs no hint whose it was.
 */
export interface Vault {
  /** Seals under the subject's key, which is made when it is the first time. */
  seal(subjectId: string, at: SealedAt, plaintext: string): Promise<Buffer>;
  /**
   * Makes the keys of people who are new with this transaction, in it: no transaction of their own. Only for ids that were made for this
   * very attempt: if it is rolled back the keys are gone, and nothing may have been sealed under them that outlives it.
   */
  introduce(transaction: EntityManager, subjectIds: readonly string[]): Promise<void>;
  /** Seals a credential of the tenant under the tenant's own key. */
  sealForTenant(at: SealedAt, plaintext: string): Promise<Buffer>;
  /** Null when the subject was erased, or the value was emptied because its time was over. Throws when the bytes were changed or stand in another place than they were sealed for. */
  open(at: SealedAt, sealed: Uint8Array): Promise<string | null>;
  /** Loads many subjects' keys in one query before a list is opened. */
  prefetch(subjectIds: Iterable<string>): Promise<void>;
  /** Drops the subject's key: everything sealed under it is unreadable from then on. */
  forget(subjectId: string): Promise<void>;
  /** Keyed hash for look-up by an exact value (platform user id, e-mail). `purpose` separates columns from one another. */
  lookupHash(purpose: string, value: string): Buffer;
}
