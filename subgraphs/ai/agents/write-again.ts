import { type Reply, type ReplyInput, writeReply } from './write-reply.ts';

/**
 * Another reply than the one that was written. Guidance is read as what the reply is to speak of: its words choose among the passages, and
 * nothing else of it can be followed here, where sentences are quoted and not made. Without guidance, or where it names nothing that the
 * passages say, the message is answered from passages that the earlier reply did not quote. Null where that gives nothing new.
 */
export function writeAgain(
  input: Omit<ReplyInput, 'passages'> & { readonly passages: readonly ReplyInput['passages'][number][] },
  earlier: { readonly guidance: string | null; readonly reply: string | null; readonly usedPassages: readonly number[] },
): Reply | null {
  const isNew = (reply: Reply | null): reply is Reply => reply !== null && reply.text !== earlier.reply;
  if (earlier.guidance !== null) {
    const guided = writeReply({ ...input, passages: [...input.passages], text: earlier.guidance });
    if (isNew(guided) && guided.usedPassages.length > 0) return guided;
  }
  const others = input.passages.flatMap((passage, index) => (earlier.usedPassages.includes(index) ? [] : [{ passage, index }]));
  const reply = writeReply({ ...input, passages: others.map(({ passage }) => passage) });
  if (!isNew(reply)) return null;
  return { ...reply, usedPassages: reply.usedPassages.flatMap((place) => others[place]?.index ?? []) };
}
