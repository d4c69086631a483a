import { vi } from 'vitest';
import type { Ctx } from '../tenancy/context.ts';

/** How many statements the tenants' connections carry while `work` runs: for a page, the same whatever its size. */
export async function countStatements(ctx: Ctx, work: () => Promise<unknown>): Promise<number> {
  const statements = vi.spyOn(ctx.em.getConnection(), 'execute');
  try {
    await work();
    return statements.mock.calls.length;
  } finally {
    statements.mockRestore();
  }
}
