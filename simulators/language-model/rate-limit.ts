/** A bucket that fills evenly: what was taken comes back over the minute. */
export class RateLimit {
  #level: number;
  #at = Date.now();

  constructor(private perMinute: number) {
    this.#level = perMinute;
  }

  setLimit(perMinute: number): void {
    if (perMinute === this.perMinute) return;
    this.perMinute = perMinute;
    this.#level = perMinute;
  }

  get limit(): number {
    return this.perMinute;
  }

  get remaining(): number {
    this.#refill();
    return Math.floor(this.#level);
  }

  /** Until the bucket is full again. */
  get resetMs(): number {
    this.#refill();
    return Math.ceil(((this.perMinute - this.#level) / this.perMinute) * 60_000);
  }

  take(amount: number): boolean {
    this.#refill();
    if (this.#level < amount) return false;
    this.#level -= amount;
    return true;
  }

  /** How long until `amount` is there; a minute for more than the bucket holds. */
  waitMs(amount: number): number {
    this.#refill();
    return Math.ceil(Math.min(1, Math.max(0, amount - this.#level) / Math.max(1, this.perMinute)) * 60_000);
  }

  #refill(): void {
    const now = Date.now();
    this.#level = Math.min(this.perMinute, this.#level + ((now - this.#at) / 60_000) * this.perMinute);
    this.#at = now;
  }
}
