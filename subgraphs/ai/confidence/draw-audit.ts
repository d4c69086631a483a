import type { Ctx } from '#kernel/tenancy/context.ts';

/**
 * Whether a message is drawn for review, whatever will be found out about it. The same for every delivery of it, and nobody outside can
 * tell: it hangs on the message's id and the tenant's key alone.
 */
export function drawAudit(ctx: Ctx, message: { readonly messageId: string; readonly revision: number }, share: number): boolean {
  const hash = ctx.vault.lookupHash('audit-draw', `${message.messageId}:${message.revision}`);
  return hash.readUInt32BE(0) / 2 ** 32 < share;
}
