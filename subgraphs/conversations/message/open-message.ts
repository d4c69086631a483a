import { z } from 'zod';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Attachment } from './attachment.type.ts';
import { attachmentsAt, type Message, textAt } from './message.entity.ts';

/** Empty once the person was erased. */
export async function openText(ctx: Ctx, message: Message): Promise<string> {
  return (await ctx.vault.open(textAt(message.id), message.text)) ?? '';
}

const stored = z.array(z.object({ kind: z.string(), url: z.string().nullable() }));

export async function openAttachments(ctx: Ctx, message: Message): Promise<Attachment[]> {
  const sealed = message.attachments;
  const json = sealed ? await ctx.vault.open(attachmentsAt(message.id), sealed) : null;
  return json === null ? [] : stored.parse(JSON.parse(json)).map((attachment) => ({ ...attachment, mimeType: null }));
}
