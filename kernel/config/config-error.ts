export interface ConfigFault {
  readonly variable: string;
  /** What is wrong and what to do, as a sentence whose subject is the variable. Never holds the variable's value. */
  readonly problem: string;
}

/** The environment cannot be used. Holds every fault, so that one restart mends all of them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[], options?: ErrorOptions) {
    const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
    super(
      `The configuration has ${count}:\n${faults.map((fault) => `  ${fault.variable} ${fault.problem}`).join('\n')}`,
      options,
    );
    this.faults = faults;
  }
}
