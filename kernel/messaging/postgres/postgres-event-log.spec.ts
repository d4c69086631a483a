import { schemaOf, tenantId } from '../../tenancy/tenant.ts';
import { makeTestInstallation } from '../../testing/test-installation.ts';
import { listDeadLetters, replayDeadLetters } from '../dead-letters.ts';
import { describeEventLog } from '../event-log.contract.ts';
import type { PostgresWorker } from './postgres-worker.ts';

describeEventLog('PostgreSQL', async (consumers) => {
  const declaration = {
    name: 'fixture',
    resolvers: [],
    entities: [],
    migrations: new URL('../../testing/fixtures/migrations/', import.meta.url),
    consumers,
  };
  const fixture = await makeTestInstallation([declaration]);
  const { installation } = fixture;
  const enter = (tenant: string) =>
    installation.platform.enter(tenantId(tenant), { kind: 'system', id: 'spec', scopes: new Set() });
  return {
    tenants: fixture.tenants,
    transaction: (tenant, work) => installation.eventLog.transaction(enter(tenant), work),
    startWorker: async (options) => {
      const process = await fixture.openAnother();
      const worker = (await process.eventLog.work(consumers, options)) as PostgresWorker;
      return {
        stop: (graceMs) => worker.stop(graceMs),
        disconnect: async () => {
          await fixture.asOwner(
            `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley:worker:${worker.id}'`,
          );
        },
      };
    },
    write: async (tx, consumer, note) => {
      await tx.em.execute(`insert into "${schemaOf(tx.tenant)}".effect (consumer, note) values (?, ?)`, [consumer, note]);
    },
    effects: async (tenant, consumer) => {
      const rows = await enter(tenant).em.execute<{ note: string }[]>(
        `select note from "${schemaOf(tenantId(tenant))}".effect where consumer = ? order by n`,
        [consumer],
      );
      return rows.map(({ note }) => note);
    },
    deadLetters: (tenant) => listDeadLetters(installation.database.platform, tenantId(tenant), {}, { limit: 100 }),
    replay: (ids) => replayDeadLetters(installation.database.platform, ids),
    forget: (tenant, subjectId) => fixture.forgetEverywhere(tenant, subjectId),
    close: () => fixture.close(),
  };
});
