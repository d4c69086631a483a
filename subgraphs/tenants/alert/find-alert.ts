import { notFound } from '#kernel/errors/public-error.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Alert } from './alert.entity.ts';

export const alertsById = rowsBy(Alert, 'id');

/** Throws NOT_FOUND. */
export async function findAlert(ctx: Ctx, id: string): Promise<Alert> {
  const alert = (await alertsById(ctx, [id])).get(id);
  if (!alert) throw notFound('The alert');
  return alert;
}
