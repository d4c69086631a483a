import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import { methodNotAllowed, parseControl } from '../harness/parse-control.ts';

/** An answer that somebody who writes a test wants word for word: the model's, or the whole HTTP answer. */
const queuedSchema = z
  .strictObject({
    /** What the model writes: a text, or an object that is written as JSON. */
    content: z.unknown().optional(),
    refusal: z.string().optional(),
    finishReason: z.string().optional(),
    status: z.int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
  })
  .refine((next) => Object.keys(next).length > 0, 'say something: content, refusal, finishReason, status or body');

const listSchema = z.preprocess((body) => (Array.isArray(body) ? body : [body]), z.array(queuedSchema));
export type QueuedAnswer = z.output<typeof queuedSchema>;

/** First in, first out; only calls that generate take from it. */
export class QueuedAnswers {
  #queue: QueuedAnswer[] = [];

  take(): QueuedAnswer | undefined {
    return this.#queue.shift();
  }

  control(call: Call): Answer {
    if (call.method === 'POST') this.#queue.push(...parseControl(listSchema, call));
    else if (call.method === 'DELETE') this.#queue = [];
    else if (call.method !== 'GET') return methodNotAllowed;
    return { status: 200, body: this.#queue };
  }
}

/** The HTTP answer that was asked for, if it was one. */
export const wholeAnswer = (next: QueuedAnswer | undefined): Answer | undefined =>
  next && (next.status !== undefined || next.body !== undefined)
    ? { status: next.status ?? 200, headers: next.headers ?? {}, body: next.body }
    : undefined;

export const contentOf = (next: QueuedAnswer | undefined): string | undefined =>
  next?.content === undefined ? undefined : typeof next.content === 'string' ? next.content : JSON.stringify(next.content);
