import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTestInstallation, type TestInstallation } from '../testing/test-installation.ts';

/** More than the pool holds. */
const BROKEN = 12;

let fixture: TestInstallation;
beforeAll(async () => {
  fixture = await makeTestInstallation([]);
});
afterAll(() => fixture.close());

const tenantEm = () =>
  fixture.installation.platform.enter(fixture.tenants[0], { kind: 'system', id: 'spec', scopes: new Set() }).em;

it('a connection that breaks in a transaction is lost alone: its place in the pool is free again', async () => {
  for (let n = 0; n < BROKEN; n++) {
    await expect(
      tenantEm().transactional(async (em) => {
        const [row] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
        await fixture.asOwner(`select pg_terminate_backend(${row?.pid}, 5000)`);
        await em.execute('select 1');
      }),
    ).rejects.toThrow();
  }
  await expect(tenantEm().transactional((em) => em.execute('select 1 as one'))).resolves.toEqual([{ one: 1 }]);
});
