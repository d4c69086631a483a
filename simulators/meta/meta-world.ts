import { createHash } from 'node:crypto';
import type { Random } from '../harness/seeded-random.ts';
import type { MetaSettings } from './meta-settings.ts';
import { RateWindow } from './rate-window.ts';
import type { Surface } from './surface.ts';

export const appId = 704_000_000_000_001;
export const appName = 'Parley (simulated)';

export interface StoredAttachment {
  type: string;
  url?: string | undefined;
}

export interface StoredMessage {
  mid: string;
  fromAccount: boolean;
  text: string;
  attachments: StoredAttachment[];
  metadata?: string;
  sentAt: number;
}

export interface Thread {
  id: string;
  accountId: string;
  personId: string;
  /** In the order of their arrival. */
  messages: StoredMessage[];
  /** Only what the person does opens the window; undefined when the person never wrote here. */
  lastActionAt?: number;
  /** Another application answers here: we see it in `standby`, and may not post. */
  isHeldByOther: boolean;
}

/** What Meta would know: threads by account and person, names, subscriptions. */
export class MetaWorld {
  readonly names = new Map<string, string>();
  readonly sends = new RateWindow();
  readonly conversationCalls = new RateWindow();
  readonly #subscribedFields = new Map<string, readonly string[]>();
  readonly #threads = new Map<string, Map<string, Thread>>();
  readonly #threadById = new Map<string, Thread>();
  readonly #threadOfMessage = new Map<string, Thread>();

  constructor(
    readonly surface: Surface,
    public settings: MetaSettings,
    readonly random: Random,
  ) {}

  newMid(): string {
    return `${this.surface.midPrefix}${this.random.base62(86)}`;
  }

  thread(accountId: string, personId: string): Thread {
    const known = this.findThread(accountId, personId);
    if (known) return known;
    const digits = BigInt(`0x${createHash('sha256').update(`${accountId}:${personId}`).digest('hex')}`)
      .toString()
      .slice(0, 15);
    const thread: Thread = { id: `t_${digits}`, accountId, personId, messages: [], isHeldByOther: false };
    const ofAccount = this.#threads.get(accountId) ?? new Map<string, Thread>();
    this.#threads.set(accountId, ofAccount.set(personId, thread));
    this.#threadById.set(thread.id, thread);
    return thread;
  }

  findThread(accountId: string, personId: string): Thread | undefined {
    return this.#threads.get(accountId)?.get(personId);
  }

  /** Undefined too when the thread is another account's. */
  findThreadById(accountId: string, id: string): Thread | undefined {
    const thread = this.#threadById.get(id);
    return thread?.accountId === accountId ? thread : undefined;
  }

  threadsOf(accountId: string): Thread[] {
    return [...(this.#threads.get(accountId)?.values() ?? [])];
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

  accountName(accountId: string): string {
    return this.settings.accountNames[accountId] ?? `${this.surface.object === 'page' ? 'Page' : 'account'} ${accountId}`;
  }

  subscribe(accountId: string, fields: readonly string[]): void {
    this.#subscribedFields.set(accountId, fields);
  }

  /** An account that nobody spoke of has all fields where no set-up is asked for. */
  subscribedFields(accountId: string): readonly string[] {
    const fields = this.#subscribedFields.get(accountId);
    return fields ?? (this.settings.requireSubscription ? [] : [...this.surface.knownFields]);
  }

  /** Whether a webhook for this account and field leaves at all. */
  isSubscribed(accountId: string, field: string | undefined): boolean {
    return field !== undefined && this.subscribedFields(accountId).includes(field);
  }
}
