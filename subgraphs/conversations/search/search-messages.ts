import { badUserInput } from '#kernel/errors/public-error.ts';
import { type ConnectionArgs, type ConnectionOf, pageOf } from '#kernel/graph/connection.ts';
import { cursorParts, newest, readPosition } from '#kernel/graph/keyset.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { schemaOf } from '#kernel/tenancy/tenant.ts';
import { messagesById } from '../message/find-message.ts';
import type { Message } from '../message/message.entity.ts';
import { stemsOf } from './stems-of.ts';

const LONGEST = 500;

/** A page of the messages that hold all words of a text, the newest first. */
export async function searchMessages(ctx: Ctx, text: string, args: ConnectionArgs): Promise<ConnectionOf<Message>> {
  if (text.length > LONGEST) throw badUserInput('text', `text has at most ${LONGEST} characters: search for a few words.`);
  const stems = stemsOf(ctx.vault, text);
  if (stems.length === 0) throw badUserInput('text', 'text holds no word to search for.');
  const position = readPosition(newest, args.after);
  const ids = await ctx.em.execute<{ id: string }[]>(
    `select message_id as id from ${schemaOf(ctx.tenant)}.message_search
     where stems @@ ?::tsquery and (?::uuid is null or message_id < ?::uuid) order by message_id desc limit ?`,
    [stems.join(' & '), position?.id ?? null, position?.id ?? null, args.first + 1],
  );
  const found = await messagesById(
    ctx,
    ids.map(({ id }) => id),
  );
  const rows = ids.flatMap(({ id }) => found.get(id) ?? []);
  return pageOf(rows, args, (row) => cursorParts(newest, row));
}
