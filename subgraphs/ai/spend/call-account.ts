import type { Ctx } from '#kernel/tenancy/context.ts';
import type { Bill, PlannedCall } from '../connectors/payer.ts';
import { type CallOrigin, reserveCall } from './reserve-call.ts';
import { type BillOf, releaseCall, settleCalls, settleWithNext } from './settle-calls.ts';

/**
 * What a tenant's calls of models cost. While it is open a bill waits for a statement that is written anyway: the next call's reservation,
 * or what ends the run. Until then, and where a process stops before, the call counts at its most. Closed, as it begins unless it is opened,
 * it writes each bill at once.
 */
export class CallAccount {
  readonly #ctx: Ctx;
  readonly #bills = new Map<string, Bill>();
  #isOpen: boolean;

  constructor(ctx: Ctx, { isOpen = false }: { readonly isOpen?: boolean } = {}) {
    this.#ctx = ctx;
    this.#isOpen = isOpen;
  }

  async reserve(origin: CallOrigin, call: PlannedCall): ReturnType<typeof reserveCall> {
    const bills = this.#waiting();
    const reserved = await reserveCall(this.#ctx, origin, call, bills);
    this.#written(bills);
    return reserved;
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
    await this.#write();
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
