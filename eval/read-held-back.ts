import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { INTENTS, type Intent } from '../subgraphs/ai/agents/intent.ts';

export interface HeldBackMessage {
  readonly text: string;
  readonly intent: Intent;
  readonly entities: readonly { readonly type: string; readonly start: number; readonly end: number }[];
}

/** The kinds that are marked wherever they stand in these messages. */
export const MARKED = ['name', 'email', 'phone', 'date', 'budget'];

const read = (file: string): string => readFileSync(new URL(`./held-back/${file}`, import.meta.url), 'utf8').trimEnd();

/** Our own messages that nothing learns from: intent first, entities as [kind:text]. */
export const readHeldBack = (): HeldBackMessage[] =>
  read('messages.txt')
    .split('\n')
    .map((line, at) => {
      try {
        return readMessage(line);
      } catch (error) {
        throw new Error(`held-back/messages.txt, line ${at + 1}: ${(error as Error).message}`, { cause: error });
      }
    });

const answersSchema = z.array(z.object({ id: z.string(), question: z.string(), answer: z.string() }));

/** What a business answers, and what its customers ask in other words: the answer's id first. */
export function readHeldBackQuestions(): {
  answers: z.output<typeof answersSchema>;
  questions: { query: string; answer_id: string }[];
} {
  const answers = answersSchema.parse(JSON.parse(read('answers.json')));
  const questions = read('questions.txt')
    .split('\n')
    .map((line) => {
      const [, answer_id = '', query = ''] = /^(\S+) (.+)$/.exec(line) ?? [];
      if (!answers.some(({ id }) => id === answer_id))
        throw new Error(`held-back/questions.txt: there is no answer ${answer_id}`);
      return { answer_id, query };
    });
  return { answers, questions };
}

export function readMessage(line: string): HeldBackMessage {
  const [, word = '', marked = ''] = /^(\w+) (.+)$/.exec(line) ?? [];
  const intent = INTENTS.find((one) => one === word);
  if (!intent) throw new Error(`it begins with ${JSON.stringify(word)}, which is no intent`);
  const entities: { type: string; start: number; end: number }[] = [];
  let text = '';
  let from = 0;
  for (const { 0: mark, 1: type = '', 2: span = '', index } of marked.matchAll(/\[(\w+):([^\]]+)\]/g)) {
    if (!MARKED.includes(type)) throw new Error(`${type} is no kind that is marked here`);
    text += marked.slice(from, index);
    entities.push({ type, start: text.length, end: text.length + span.length });
    text += span;
    from = index + mark.length;
  }
  return { text: text + marked.slice(from), intent, entities };
}
