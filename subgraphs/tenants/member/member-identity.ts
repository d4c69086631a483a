import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Member } from './member.entity.ts';

const at = (column: string, memberId: string) => ({ table: 'member', column, rowId: memberId });

/** Identity providers name a subject as they like, an e-mail address in any case. */
export const subjectHash = (ctx: Ctx, subject: string): Buffer =>
  ctx.vault.lookupHash('member.subject', subject.trim().toLowerCase());
export const emailHash = (ctx: Ctx, email: string): Buffer => ctx.vault.lookupHash('member.email', email.trim().toLowerCase());

export const sealEmail = (ctx: Ctx, memberId: string, email: string): Promise<Buffer> =>
  ctx.vault.sealForTenant(at('email', memberId), email);
export const sealDisplayName = (ctx: Ctx, memberId: string, name: string): Promise<Buffer> =>
  ctx.vault.sealForTenant(at('display_name', memberId), name);

export const openEmail = (ctx: Ctx, member: Member): Promise<string | null> =>
  ctx.vault.open(at('email', member.id), member.sealedEmail);
export const openDisplayName = async (ctx: Ctx, member: Member): Promise<string> =>
  // sealed for the tenant, whose key is never dropped while it is there
  (await ctx.vault.open(at('display_name', member.id), member.sealedDisplayName)) ?? '';
