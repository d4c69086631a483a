import type { CallerScopes, Requirement } from './requirement.ts';
import { satisfies } from './requirement.ts';

/** A part of an operation that not everybody may ask for. */
export interface Check {
  /** `Lead`, `Lead.evidence`. */
  readonly coordinate: string;
  readonly requirement: Requirement;
  /** Where in the operation it is asked for, by response names: `lead.evidence`. */
  readonly path: string;
  /** Holds only when these variables have these values (`@include`, `@skip`). */
  readonly conditions: readonly Condition[];
}
export interface Condition {
  readonly variable: string;
  readonly is: boolean;
}

export interface Denial {
  readonly coordinate: string;
  readonly path: string;
  readonly requires: Requirement;
}

const memoLimit = 500;

/** What one operation asks for. Compiled once a document; asking it again for a known set of scopes costs one look-up. */
export class Authorization {
  readonly #checks: readonly Check[];
  readonly #defaults: Readonly<Record<string, unknown>>;
  readonly #conditional: boolean;
  readonly #memo = new Map<CallerScopes, readonly Denial[]>();

  constructor(checks: readonly Check[], defaults: Readonly<Record<string, unknown>>) {
    this.#checks = checks;
    this.#defaults = defaults;
    this.#conditional = checks.some((check) => check.conditions.length > 0);
  }

  /** Empty: allowed. The scopes of one caller must be the same object as long as they do not change. */
  denied(scopes: CallerScopes, variables: Readonly<Record<string, unknown>>): readonly Denial[] {
    if (this.#conditional) return this.#evaluate(scopes, variables);
    let denials = this.#memo.get(scopes);
    if (denials === undefined) {
      denials = this.#evaluate(scopes, variables);
      if (this.#memo.size >= memoLimit) this.#memo.clear();
      this.#memo.set(scopes, denials);
    }
    return denials;
  }

  #evaluate(scopes: CallerScopes, variables: Readonly<Record<string, unknown>>): Denial[] {
    const denials = new Map<string, Denial>();
    for (const { coordinate, requirement, path, conditions } of this.#checks) {
      if (denials.has(coordinate) || satisfies(requirement, scopes)) continue;
      if (conditions.every(({ variable, is }) => this.#mayBe(variables[variable] ?? this.#defaults[variable], is))) {
        denials.set(coordinate, { coordinate, path, requires: requirement });
      }
    }
    return [...denials.values()];
  }

  /** A value that is no boolean fails the operation later on; until then it must not open anything. */
  #mayBe(value: unknown, is: boolean): boolean {
    return typeof value !== 'boolean' || value === is;
  }
}
