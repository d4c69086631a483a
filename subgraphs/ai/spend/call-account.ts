import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Bill, PlannedCall } from '../connectors/payer.ts';
import { type AskedCall, type CallOrigin, type ReservedCall, reserveCall, reserveTogether } from './reserve-call.ts';
import { type BillOf, releaseCall, settleCalls, settleWithNext } from './settle-calls.ts';

/**
 * A question's vector is asked for right before its analysis, and both are there before the reply is made: its reservation waits this long
 * for the other's, so that one trip makes both.
 */
const COMPANY_MS = 40;

interface Waiting extends AskedCall {
  readonly resolve: (reserved: ReservedCall) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * What a tenant's calls of models cost. While it is open a bill waits for a statement that is written anyway: the next call's reservation,
 * or what ends the run. Until then, and where a process stops before, the call counts at its most. Closed, as it begins unless it is opened,
 * it writes each bill at once.
 */
export class CallAccount {
  readonly #ctx: Ctx;
  readonly #bills = new Map<string, Bill>();
  #isOpen: boolean;
  #asked: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(ctx: Ctx, { isOpen = false }: { readonly isOpen?: boolean } = {}) {
    this.#ctx = ctx;
    this.#isOpen = isOpen;
  }

  async reserve(origin: CallOrigin, call: PlannedCall): Promise<ReservedCall> {
    if (!this.#isOpen) return this.#reserveOne({ origin, call });
    const { promise, resolve, reject } = Promise.withResolvers<ReservedCall>();
    this.#asked.push({ origin, call, resolve, reject });
    if (call.work === 'EMBEDDING') this.#timer ??= setTimeout(() => void this.#reserveAsked(), COMPANY_MS);
    else void this.#reserveAsked();
    return promise;
  }

  async settle(id: string, bill: Bill): Promise<void> {
    this.#bills.set(id, bill);
    if (!this.#isOpen) await this.#write();
  }

  async release(id: string): Promise<void> {
    await releaseCall(this.#ctx, id).catch((error: unknown) => this.#tellOf(error, [id]));
  }

  /** In a transaction, in front of its next statement. Written again by `close` unless `keep` is called behind the commit; that changes nothing. */
  async writeWith(tx: Ctx): Promise<{ readonly keep: () => void }> {
    const bills = this.#waiting();
    await settleWithNext(tx, bills);
    return { keep: () => this.#written(bills) };
  }

  /** What comes after it is written at once. Never rejects. */
  async close(): Promise<void> {
    this.#isOpen = false;
    if (this.#asked.length > 0) void this.#reserveAsked();
    await this.#write();
  }

  /** Never rejects: who asked hears of it. */
  async #reserveAsked(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const asked = this.#asked;
    this.#asked = [];
    try {
      const bills = this.#waiting();
      const reserved = asked.length > 1 ? await reserveTogether(this.#ctx, asked, bills) : null;
      if (reserved) this.#written(bills);
      for (const [at, one] of asked.entries()) {
        // each may still be paid where not all of them can
        const own = reserved?.[at];
        if (own) one.resolve(own);
        else await this.#reserveOne(one).then(one.resolve, one.reject);
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  async #reserveOne({ origin, call }: AskedCall): Promise<ReservedCall> {
    const bills = this.#waiting();
    const reserved = await reserveCall(this.#ctx, origin, call, bills);
    this.#written(bills);
    return reserved;
  }

  async #write(): Promise<void> {
    const bills = this.#waiting();
    try {
      await settleCalls(this.#ctx, bills);
    } catch (error) {
      this.#tellOf(
        error,
        bills.map(({ id }) => id),
      );
    }
    this.#written(bills);
  }

  #waiting(): BillOf[] {
    return [...this.#bills].map(([id, bill]) => ({ id, bill }));
  }

  #written(bills: readonly BillOf[]): void {
    for (const { id } of bills) this.#bills.delete(id);
  }

  #tellOf(error: unknown, calls: readonly string[]): void {
    this.#ctx.logger.error({ err: error, calls }, 'what model calls cost could not be noted: they will count at their most');
  }
}
