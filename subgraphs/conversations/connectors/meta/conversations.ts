import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { InboundAttachment, InboundMessage } from '../inbound-item.ts';
import type { InboundReadBack, ReadBack } from '../platform-connector.ts';
import { webAddress } from '../web-address.ts';
import { callGraph, type Graph, type GraphFailure } from './graph-client.ts';
import { codeOf } from './send-outcome.ts';

/** Whose conversations, at which of Meta's platforms. */
export interface ConversationsOf {
  readonly accountId: string;
  readonly token: string;
  readonly platform: 'messenger' | 'instagram';
  readonly signal: AbortSignal;
}

const mediaSchema = z.object({ url: z.string().optional() }).optional();
const messageSchema = z.object({
  id: z.string().min(1).max(500),
  message: z.string().optional(),
  // whole seconds and an offset without a colon
  created_time: z.string().transform((text) => new Date(text)),
  from: z.object({ id: z.string() }).optional(),
  attachments: z
    .object({ data: z.array(z.object({ image_data: mediaSchema, video_data: mediaSchema, file_url: z.string().optional() })) })
    .optional(),
});
type GraphMessage = z.output<typeof messageSchema>;

const pagingSchema = z.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() });
const messagesSchema = z.object({ data: z.array(messageSchema), paging: pagingSchema.optional() });
const threadsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      updated_time: z
        .string()
        .transform((text) => new Date(text))
        .optional(),
      messages: messagesSchema.optional(),
    }),
  ),
  paging: pagingSchema.optional(),
});

const MESSAGE_FIELDS = 'id,message,created_time,from';
const INBOUND_FIELDS = `${MESSAGE_FIELDS},attachments{image_data,video_data,file_url}`;
/** Instagram tells of the 20 latest messages of a conversation (its page "Conversations API"). */
const MESSAGES_A_THREAD = 20;
const THREADS_A_PAGE = 25;
/** The Conversations API takes two calls a second for one account (Meta's page "Rate limiting"). */
const PAUSE_MS = 500;

/** The account's latest messages to one person. */
export async function readSent(graph: Graph, of: ConversationsOf, personId: string): Promise<ReadBack> {
  const { accountId, platform, token, signal } = of;
  const fields = `messages.limit(${MESSAGES_A_THREAD}){${MESSAGE_FIELDS}}`;
  const query = { platform, user_id: personId, fields };
  const path = `${encodeURIComponent(accountId)}/conversations`;
  const answer = await callGraph(graph, { method: 'GET', path, query, token, signal }, threadsSchema);
  if (answer.kind !== 'ok') return notRead(graph, answer);
  const messages = answer.value.data
    .flatMap((thread) => thread.messages?.data ?? [])
    .filter((message) => message.from?.id === accountId && isDated(message))
    .map(({ id, message, created_time }) => ({ platformMessageId: id, text: message ?? '', createdAt: created_time }));
  return { messages };
}

/**
 * What people wrote since a moment, from the conversations that changed since, the latest first. What does not fit into one answer is
 * asked for page by page, as slowly as the limit wants it. It says nothing of a thread that another application holds: a post into one
 * is refused.
 */
export async function readInboundSince(
  graph: Graph,
  of: ConversationsOf,
  since: Date,
  rest: string | null,
): Promise<InboundReadBack> {
  const walk = new Walk(graph, of, since, rest);
  const failure = await walk.run();
  const after = failure === null ? null : walk.after;
  // not even one page
  if (failure !== null && after === rest) return failure;
  const messages = walk.found.sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
  return { messages, ...(after !== null && { rest: after }) };
}

class Walk {
  readonly found: InboundMessage[] = [];
  /** The page under way comes after this one. */
  after: string | null;
  readonly #sinceMs: number;
  #calls = 0;

  constructor(
    private readonly graph: Graph,
    private readonly of: ConversationsOf,
    since: Date,
    rest: string | null,
  ) {
    this.after = rest;
    // Graph cuts its times to whole seconds
    this.#sinceMs = Math.floor(since.getTime() / 1000) * 1000;
  }

  /** Null when all was read. */
  async run(): Promise<{ messages: null; error: string } | null> {
    const fields = `id,updated_time,messages.limit(${MESSAGES_A_THREAD}){${INBOUND_FIELDS}}`;
    do {
      const { after } = this;
      const query = { platform: this.of.platform, fields, limit: `${THREADS_A_PAGE}`, ...(after !== null && { after }) };
      const page = await this.#get(`${encodeURIComponent(this.of.accountId)}/conversations`, query, threadsSchema);
      if ('failed' in page) return page.failed;
      for (const thread of page.value.data) {
        if (!this.#isRecent(thread.updated_time)) return null;
        const failure = await this.#readThread(thread.id, thread.messages);
        if (failure !== null) return failure;
      }
      this.after = nextOf(page.value) ?? null;
    } while (this.after !== null);
    return null;
  }

  async #readThread(id: string, first: z.output<typeof messagesSchema> | undefined) {
    let page = first;
    while (page !== undefined) {
      const recent = page.data.filter((message) => this.#isRecent(message.created_time));
      for (const message of recent) this.#keep(message);
      const after = recent.length === page.data.length ? nextOf(page) : undefined;
      if (after === undefined) break;
      const query = { fields: INBOUND_FIELDS, limit: `${MESSAGES_A_THREAD}`, after };
      const next = await this.#get(`${encodeURIComponent(id)}/messages`, query, messagesSchema);
      if ('failed' in next) return next.failed;
      page = next.value;
    }
    return null;
  }

  async #get<T>(
    path: string,
    query: Record<string, string>,
    schema: z.ZodType<T>,
  ): Promise<{ value: T } | { failed: { messages: null; error: string } }> {
    const { token, signal } = this.of;
    // an abort shows in the call
    if (this.#calls++ > 0) await delay(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    const answer = await callGraph(this.graph, { method: 'GET', path, query, token, signal }, schema);
    return answer.kind === 'ok' ? { value: answer.value } : { failed: notRead(this.graph, answer) };
  }

  /** A thread whose time is not told is looked into. */
  #isRecent(time: Date | undefined): boolean {
    return time === undefined || Number.isNaN(time.getTime()) || time.getTime() >= this.#sinceMs;
  }

  #keep(message: GraphMessage): void {
    const { accountId } = this.of;
    const personId = message.from?.id;
    if (personId === undefined || personId === accountId || !isDated(message)) return;
    const text = (message.message ?? '').toWellFormed();
    const attachments = (message.attachments?.data ?? []).map(attachmentOf);
    // a sticker and whatever else the Graph API does not show
    if (text === '' && attachments.length === 0) attachments.push({ kind: 'unsupported', url: null });
    this.found.push({
      kind: 'message',
      accountId,
      personId,
      platformMessageId: message.id,
      thread: null,
      replyTo: null,
      text,
      attachments,
      sentAt: message.created_time,
      displayName: null,
    });
  }
}

type GraphAttachment = NonNullable<GraphMessage['attachments']>['data'][number];

const attachmentOf = ({ image_data: image, video_data: video, file_url: file }: GraphAttachment): InboundAttachment => {
  if (image) return { kind: 'image', url: webAddress(image.url) };
  if (video) return { kind: 'video', url: webAddress(video.url) };
  return { kind: 'file', url: webAddress(file) };
};

const isDated = ({ created_time }: GraphMessage): boolean => !Number.isNaN(created_time.getTime());

/** The cursor and not the address of the next page: that has the access token in it. */
const nextOf = ({ paging }: { paging?: z.output<typeof pagingSchema> | undefined }): string | undefined =>
  paging?.next === undefined ? undefined : paging.cursors?.after;

const notRead = (graph: Graph, answer: GraphFailure): { messages: null; error: string } => ({
  messages: null,
  error: answer.kind === 'error' ? `${graph.name} refused the read-back (${codeOf(answer.error)}).` : answer.what,
});
