import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaOf } from '../tenancy/tenant.ts';
import { makeTestTenant, type TestTenant } from '../testing/test-tenant.ts';
import { newId } from './new-id.ts';

const AT = { table: 'message', column: 'text', rowId: 'r1' };

describe('the vault', () => {
  let test: TestTenant;
  beforeAll(async () => {
    test = await makeTestTenant([]);
  });
  afterAll(() => test.close());

  it('opens what it sealed, and shows nothing of it in the bytes', async () => {
    const { vault } = test.ctx();
    const sealed = await vault.seal(newId(), AT, 'Käse at 5');
    expect(await vault.open(AT, sealed)).toBe('Käse at 5');
    expect(sealed.includes(Buffer.from('Käse'))).toBe(false);
  });

  it('opens nothing in another place than it was sealed for, and nothing that was changed', async () => {
    const { vault } = test.ctx();
    const sealed = await vault.seal(newId(), AT, 'secret');
    for (const elsewhere of [
      { ...AT, rowId: 'r2' },
      { ...AT, column: 'name' },
      { ...AT, table: 'note' },
    ]) {
      await expect(vault.open(elsewhere, sealed)).rejects.toThrow();
    }
    for (let index = 0; index < sealed.length; index += 7) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const opened = await vault.open(AT, changed).catch(() => null);
      expect(opened, `byte ${index}`).toBeNull();
    }
  });

  it('opens null where a value was emptied', async () => {
    expect(await test.ctx().vault.open(AT, Buffer.alloc(0))).toBeNull();
  });

  it('opens nothing of another tenant', async () => {
    const sealed = await test.ctx().vault.seal(newId(), AT, 'secret');
    expect(await test.other().vault.open(AT, sealed)).toBeNull();
    const credential = await test.ctx().vault.sealForTenant(AT, 'token');
    expect(await test.ctx().vault.open(AT, credential)).toBe('token');
    await expect(test.other().vault.open(AT, credential)).rejects.toThrow();
  });

  it('opens nothing of a person who was erased, whatever was sealed', async () => {
    const { vault } = test.ctx();
    const [gone, stays] = [newId(), newId()];
    const sealed = await Promise.all([vault.seal(gone, AT, 'a'), vault.seal(gone, AT, 'b'), vault.seal(stays, AT, 'c')]);
    await vault.forget(gone);
    expect(await Promise.all(sealed.map((each) => vault.open(AT, each)))).toEqual([null, null, 'c']);
  });

  it('gives many who ask at once one key a person', async () => {
    const subject = newId();
    const sealed = await Promise.all(Array.from({ length: 50 }, (_, n) => test.ctx().vault.seal(subject, AT, String(n))));
    expect(await Promise.all(sealed.map((each) => test.ctx().vault.open(AT, each)))).toEqual(sealed.map((_, n) => String(n)));
  });

  it('keeps the key of a value whose transaction was rolled back', async () => {
    const subject = newId();
    let sealed: Buffer | null = null;
    await expect(
      test.transaction(async (tx) => {
        sealed = await tx.vault.seal(subject, AT, 'kept');
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await test.ctx().vault.open(AT, sealed ?? Buffer.alloc(0))).toBe('kept');
  });

  it('makes a new person’s key with the transaction, or not at all', async () => {
    const [kept, dropped] = [newId(), newId()];
    const sealed = await test.transaction(async (tx) => {
      await tx.vault.introduce(tx.em, [kept]);
      return tx.vault.seal(kept, AT, 'kept');
    });
    expect(await test.ctx().vault.open(AT, sealed)).toBe('kept');
    await expect(
      test.transaction(async (tx) => {
        await tx.vault.introduce(tx.em, [dropped]);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    const rows = await test
      .ctx()
      .em.execute(`select subject_id from "${schemaOf(test.tenant)}".subject_key where subject_id in (?, ?)`, [kept, dropped]);
    expect(rows).toEqual([{ subject_id: kept }]);
  });

  it('finds by keyed hash what is the same for the same purpose alone', () => {
    const { vault } = test.ctx();
    expect(vault.lookupHash('psid', '7')).toEqual(vault.lookupHash('psid', '7'));
    expect(vault.lookupHash('psid', '7')).not.toEqual(vault.lookupHash('email', '7'));
    expect(vault.lookupHash('psid', '7')).not.toEqual(test.other().vault.lookupHash('psid', '7'));
  });
});
