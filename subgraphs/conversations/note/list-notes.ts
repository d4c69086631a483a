import { batched } from '#kernel/graph/batched.ts';
import { readRows } from '#kernel/graph/rows-by.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { Note, noteTextAt } from './note.entity.ts';

const notesOf = batched<string, Note[]>(async (ctx, ids) => {
  const rows = await readRows(ctx, Note, { conversationId: { $in: [...ids] } }, {}, { orderBy: { id: 'asc' } });
  return Map.groupBy(rows, ({ conversationId }) => conversationId);
});

/** All of a conversation, the oldest first. */
export const listNotes = async (ctx: Ctx, conversationId: string): Promise<Note[]> => (await notesOf(ctx, conversationId)) ?? [];

export const openNote = async (ctx: Ctx, { id, text }: Note): Promise<string> =>
  (await ctx.vault.open(noteTextAt(id), text)) ?? '';
