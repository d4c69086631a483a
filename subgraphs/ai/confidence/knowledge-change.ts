import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import type { KnowledgeSnapshot } from './confidence-gate.entity.ts';

/** What a gate's decisions say of drafts holds for the knowledge that they stood on, and for one that is nearly the same. */
export const LARGE_CHANGE = 0.2;

export async function readKnowledgeSnapshot(ctx: Ctx): Promise<KnowledgeSnapshot> {
  const rows = await ctx.em.execute<{ id: string; version: number; passages: number }[]>(
    `select id, content_version as version, passage_count as passages from "${schemaOf(ctx.tenant)}".knowledge_document`,
  );
  return Object.fromEntries(rows.map(({ id, version, passages }) => [id, [version, passages] as const]));
}

/** Share of the passages, of then or of now, that are not the same in both. A document that changed has all of its passages changed. */
export function changedShare(before: KnowledgeSnapshot, now: KnowledgeSnapshot): number {
  const total = (snapshot: KnowledgeSnapshot): number => Object.values(snapshot).reduce((sum, [, passages]) => sum + passages, 0);
  const same = Object.entries(now).reduce(
    (sum, [id, [version, passages]]) => sum + (before[id]?.[0] === version ? passages : 0),
    0,
  );
  const all = Math.max(total(before), total(now));
  return all === 0 ? 0 : 1 - same / all;
}
