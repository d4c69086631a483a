import type { Ctx } from '#kernel/tenancy/context.ts';

export const ACTIVITY_KIND = 'REPLY';
/** Generic on purpose: it is kept in clear. */
export const ACTIVITY_SUBJECT = 'Parley: reply sent';

/** A reply of ours that reached the person. */
export interface ActivityState {
  readonly messageId: string;
  readonly contactId: string;
  readonly at: Date;
  readonly text: string;
}

// a message is one activity of a connection: the pair stands for the row, whose id a repetition would not know
const descriptionAt = (connectionId: string, messageId: string) => ({
  table: 'crm_activity',
  column: 'description',
  rowId: `${connectionId}/${messageId}`,
});

export const sealText = (ctx: Ctx, connectionId: string, { contactId, messageId, text }: ActivityState): Promise<Buffer> =>
  ctx.vault.seal(contactId, descriptionAt(connectionId, messageId), text);

/** Null when the person was erased. */
export const openText = (ctx: Ctx, connectionId: string, messageId: string, sealed: Uint8Array): Promise<string | null> =>
  ctx.vault.open(descriptionAt(connectionId, messageId), sealed);
