import { TransientError } from '#kernel/errors/delivery-error.ts';
import { fullJitterDelayMs } from '#kernel/resilience/backoff.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';

/** From this failure on the team is told; it is tried again all the same. */
const FAILURES_UNTIL_FAILED = 5;
const RETRIES = { baseMs: 4_000, maxMs: 3_600_000 };

/** The documents wait for their next turn; full text finds them meanwhile. */
export async function noteFailure(ctx: Ctx, documentIds: readonly string[], error: unknown): Promise<void> {
  const schema = schemaOf(ctx.tenant);
  ctx.logger.warn({ err: error, documents: documentIds.length }, 'knowledge could not be indexed and is tried again');
  const rows = await ctx.em.execute<{ id: string; attempts: number }[]>(
    `select id, attempts from "${schema}".knowledge_document where id = any (?::uuid[])`,
    [`{${documentIds.join(',')}}`],
  );
  const transient = error instanceof TransientError ? error : null;
  for (const { id, attempts } of rows) {
    const delayMs = transient?.retryAfterMs ?? RETRIES.baseMs / 2 + fullJitterDelayMs(attempts + 1, RETRIES);
    await ctx.em.execute(
      `update "${schema}".knowledge_document set attempts = attempts + 1, error = ?, retry_at = ?,
         status = case when status = 'INDEXING' and attempts + 1 >= ? then 'FAILED' else status end
       where id = ?`,
      [transient ? UNREACHABLE : REFUSED, new Date(ctx.clock.now().getTime() + delayMs), FAILURES_UNTIL_FAILED, id],
    );
  }
}

const UNREACHABLE =
  'The embedding model or the vector index did not answer. It is tried again by itself; search by words finds the document meanwhile.';
const REFUSED =
  'The embedding model or the vector index refused the document; the log says why. It is tried again by itself; search by words finds the document meanwhile.';
