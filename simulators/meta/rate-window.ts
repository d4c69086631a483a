/** Counts calls by account and second. */
export class RateWindow {
  readonly #counts = new Map<string, { second: number; count: number }>();

  /** False when this call is one too many. */
  takes(accountId: string, perSecond: number | null): boolean {
    if (perSecond === null) return true;
    const second = Math.floor(Date.now() / 1000);
    const known = this.#counts.get(accountId);
    const count = known?.second === second ? known.count + 1 : 1;
    this.#counts.set(accountId, { second, count });
    return count <= perSecond;
  }
}
