/** What is known of a lead by name: how much, of which kind, or that it holds. A name that is absent is not known, or does not hold. */
export type LeadFacts = Readonly<Record<string, number | string | boolean>>;

/** A lead at one of its scores, and what became of it. The weights of one lead's scores add up to 1. */
export interface LeadExample {
  readonly facts: LeadFacts;
  readonly converted: boolean;
  readonly weight: number;
}
