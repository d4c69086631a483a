import { tenantId } from '../tenancy/tenant.ts';
import type { Task } from './define-subgraph.ts';
import type { Installation } from './installation.ts';
import { LoopRunner } from './loop-runner.ts';

const NO_SCOPES: ReadonlySet<string> = new Set();

/** Runs a task for every tenant, one after the other; what fails for one tenant is logged and keeps nobody else waiting. */
export function taskRunner(task: Task, installation: Installation): LoopRunner {
  const { database, eventLog, leadership } = installation;
  const logger = installation.platform.logger.child({ task: task.name });
  return new LoopRunner({
    name: `task.${task.name}`,
    idleMs: task.everyMs,
    leadership,
    logger,
    step: async (signal) => {
      const { rows } = await database.platform.query<{ tenant: string }>(
        'select tenant from platform.tenant_key order by tenant',
      );
      for (const row of rows) {
        if (signal.aborted) return false;
        const tenant = tenantId(row.tenant);
        try {
          if (!(await database.learn(tenant))) continue;
          const ctx = database.enter(tenant, { kind: 'system', id: task.name, scopes: NO_SCOPES }, logger);
          await task.run(ctx, (work) => eventLog.transaction(ctx, work));
        } catch (error) {
          logger.error({ err: error, tenant }, 'the task failed for a tenant');
        }
      }
      return false;
    },
  });
}
