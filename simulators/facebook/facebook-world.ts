import { createHash } from 'node:crypto';
import type { Random } from '../harness/seeded-random.ts';
import type { FacebookSettings } from './facebook-settings.ts';

export const appId = 704_000_000_000_001;
export const appName = 'Parley (simulated)';

export interface StoredMessage {
  mid: string;
  fromPage: boolean;
  text: string;
  metadata?: string;
  sentAt: number;
}

export interface Thread {
  id: string;
  pageId: string;
  psid: string;
  /** Oldest first. */
  messages: StoredMessage[];
  /** Only what the person does opens the window; undefined when the person never wrote here. */
  lastInboundAt?: number;
}

/** What Facebook would know: threads by page and person, names, subscriptions. */
export class FacebookWorld {
  readonly names = new Map<string, string>();
  readonly subscribedFields = new Map<string, string[]>();
  readonly #threads = new Map<string, Map<string, Thread>>();
  readonly #threadById = new Map<string, Thread>();
  readonly #threadOfMessage = new Map<string, Thread>();

  constructor(
    public settings: FacebookSettings,
    readonly random: Random,
  ) {}

  newMid(): string {
    return `m_${this.random.base62(86)}`;
  }

  thread(pageId: string, psid: string): Thread {
    const known = this.findThread(pageId, psid);
    if (known) return known;
    const digits = BigInt(`0x${createHash('sha256').update(`${pageId}:${psid}`).digest('hex')}`)
      .toString()
      .slice(0, 15);
    const thread: Thread = { id: `t_${digits}`, pageId, psid, messages: [] };
    const ofPage = this.#threads.get(pageId) ?? new Map<string, Thread>();
    this.#threads.set(pageId, ofPage.set(psid, thread));
    this.#threadById.set(thread.id, thread);
    return thread;
  }

  findThread(pageId: string, psid: string): Thread | undefined {
    return this.#threads.get(pageId)?.get(psid);
  }

  /** Undefined too when the thread is another page's. */
  findThreadById(pageId: string, id: string): Thread | undefined {
    const thread = this.#threadById.get(id);
    return thread?.pageId === pageId ? thread : undefined;
  }

  threadsOf(pageId: string): Thread[] {
    return [...(this.#threads.get(pageId)?.values() ?? [])];
  }

  threadOfMessage(mid: string): Thread | undefined {
    return this.#threadOfMessage.get(mid);
  }

  /** A message id already stored is left alone: a redelivered webhook is the same message. */
  store(thread: Thread, message: StoredMessage): void {
    if (this.#threadOfMessage.has(message.mid)) return;
    this.#threadOfMessage.set(message.mid, thread);
    thread.messages.push(message);
  }

  pageName(pageId: string): string {
    return this.settings.pageNames[pageId] ?? `Page ${pageId}`;
  }

  /** Whether a webhook for this page and field leaves at all. */
  isSubscribed(pageId: string, field: string): boolean {
    return !this.settings.requireSubscription || (this.subscribedFields.get(pageId)?.includes(field) ?? false);
  }
}
