/** The slot is another worker's by now: what this one did in its last transaction was rolled back, and the other does it. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor() {
    super('the lease of this delivery was lost');
  }
}
