import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newTenantId } from '../persistence/tenant-schemas.ts';
import { makeTestInstallation, type TestInstallation } from '../testing/test-installation.ts';
import type { Task } from './define-subgraph.ts';
import type { LoopRunner } from './loop-runner.ts';
import { taskRunner } from './run-task.ts';

describe('a task', () => {
  let fixture: TestInstallation;
  const running: LoopRunner[] = [];

  beforeEach(async () => {
    fixture = await makeTestInstallation([]);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((runner) => runner.stop()));
    await fixture.close();
  });

  const start = (run: Task['run'], everyMs = 3_600_000): LoopRunner => {
    const runner = taskRunner({ name: 'sweep', everyMs, run }, fixture.installation);
    running.push(runner);
    runner.start();
    return runner;
  };

  it('runs for every tenant as the system, without scopes', async () => {
    const seen: { tenant: string; actor: object }[] = [];
    start(async ({ tenant, actor }) => void seen.push({ tenant, actor }));
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    expect(seen.map(({ tenant }) => tenant).sort()).toEqual([...fixture.tenants].sort());
    expect(seen[0]?.actor).toEqual({ kind: 'system', id: 'sweep', scopes: new Set() });
  });

  it('writes in the role of the tenant that it runs for', async () => {
    const roles = new Map<string, string>();
    start(async ({ tenant }, transaction) => {
      const [row] = await transaction(({ em }) =>
        em.getConnection().execute('select current_user as role', [], 'all', em.getTransactionContext()),
      );
      roles.set(tenant, row?.role);
    });
    await vi.waitFor(() => expect(roles.size).toBe(2));
    for (const [tenant, role] of roles) expect(role).toContain(tenant);
  });

  it('comes to the next tenant where it fails for one, and to both again', async () => {
    const [first, second] = [...fixture.tenants].sort();
    const runs: string[] = [];
    start(async ({ tenant }) => {
      runs.push(tenant);
      if (tenant === first) throw new Error('its table is locked');
    }, 20);
    await vi.waitFor(() => expect(runs.length).toBeGreaterThanOrEqual(4));
    expect(runs.slice(0, 4)).toEqual([first, second, first, second]);
  });

  it('runs for a tenant that another process has made', async () => {
    const other = await fixture.openAnother();
    const made = newTenantId();
    await other.database.schemas.create(made);
    const seen = new Set<string>();
    start(async ({ tenant }) => void seen.add(tenant));
    await vi.waitFor(() => expect(seen.size).toBe(3));
    expect(seen).toContain(made);
  });

  it('begins no further tenant once it is told to stop, and lets the one under way finish', async () => {
    const begun: string[] = [];
    let finish = (): void => {};
    const runner = start(({ tenant }) => {
      begun.push(tenant);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    const stopped = runner.stop();
    finish();
    await stopped;
    expect(begun).toHaveLength(1);
  });
});
