import { newId } from '#kernel/persistence/new-id.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { Platform } from '../platform.ts';

interface Waiting {
  readonly platform: Platform;
  readonly body: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** One insert stays well below what a statement may weigh, whatever the bodies weigh (1 MB each at most). */
const MAX_ROWS = 500;
const MAX_BYTES = 8 * 1024 * 1024;

/** How long a body that nobody waits for is held back for company: far below what a platform gives a hook to answer. */
const COMPANY_MS = 100;

/** Where a body of the inbound log stands: part of what its seal authenticates. */
export const inboundLogAt = (id: string): string => `inbound_log:${id}`;

/**
 * Writes webhooks into the inbound log by group commit: what arrives while one insert is under way goes with the next one, so that the
 * disk is waited for once by many. What nobody waits for goes with the next one that somebody does: each reply comes back as an echo and
 * receipts, which would be most of all transactions.
 */
export class InboundAppender {
  readonly #context: PlatformContext;
  readonly #waiting: Waiting[] = [];
  readonly #patient: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isWriting = false;

  constructor(context: PlatformContext) {
    this.#context = context;
  }

  /** Resolves once the body is durable. Rejects when it is not: the platform must then be told to send it again. */
  append(platform: Platform, body: Buffer, { canWait = false } = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      (canWait ? this.#patient : this.#waiting).push({ platform, body, resolve, reject });
      if (canWait) this.#timer ??= setTimeout(() => this.#start(), COMPANY_MS);
      else this.#start();
    });
  }

  #start(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting.push(...this.#patient.splice(0));
    if (!this.#isWriting) void this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, this.#groupSize());
      try {
        await this.#write(group);
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#isWriting = false;
  }

  /** At least one: a body alone is let through, whatever it weighs. */
  #groupSize(): number {
    let bytes = 0;
    let count = 0;
    for (const { body } of this.#waiting) {
      bytes += body.length;
      if (count === MAX_ROWS || (count > 0 && bytes > MAX_BYTES)) break;
      count += 1;
    }
    return count;
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    const { platform: pool, seal, clock } = this.#context;
    const ids = group.map(() => newId());
    const bodies = group.map(({ body }, index) => seal.seal(inboundLogAt(ids[index] ?? ''), body));
    await pool.query({
      name: 'append-inbound',
      text: `insert into platform.inbound_log (id, platform, body, received_at)
       select w.id, w.platform, w.body, $4 from unnest($1::uuid[], $2::text[], $3::bytea[]) as w (id, platform, body)`,
      values: [ids, group.map(({ platform }) => platform), bodies, clock.now()],
    });
  }
}
