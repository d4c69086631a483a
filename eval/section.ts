/** One part of the report: what was measured, and whether it is as good as it has to be. */
export interface Section {
  readonly title: string;
  /** What was done, in a sentence or two. */
  readonly method: string;
  /** What of the measured part was chosen, on which data: a figure on the data that it was chosen on flatters. */
  readonly chosenOn: string;
  readonly tables: readonly Table[];
  readonly plots?: readonly Plot[];
  readonly floors?: readonly Floor[];
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Plot {
  readonly name: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly { readonly label: string; readonly points: readonly (readonly [number, number])[] }[];
}

export interface Floor {
  readonly what: string;
  readonly measured: number;
  /** The least (or the most, where less is better) that is accepted: beyond it the command fails. */
  readonly floor: number;
  readonly better: 'more' | 'less';
  /** What was asked for, where we hold ourselves to more than that. */
  readonly asked?: number;
  /** What was hoped for. */
  readonly aim?: number;
}

export interface EvalOptions {
  /** Every message of the data, not a sample: for who has twice the time. */
  readonly all: boolean;
}

export type Evaluate = (options: EvalOptions) => Section | Promise<Section>;

/** A section as it ran, or why it did not. */
export interface Ran {
  readonly name: string;
  readonly section: Section | null;
  readonly failure: string | null;
  readonly seconds: number;
  /** Of its process; what a database did for it is not in it. */
  readonly cpuSeconds: number;
  /** Of the machine, over the minute in which the section ended: latencies are worth as much as it was quiet. */
  readonly load: number;
}

/** NaN holds nowhere. */
export const reaches = (measured: number, wanted: number, better: Floor['better']): boolean =>
  better === 'more' ? measured >= wanted : measured <= wanted;

export const holds = ({ measured, floor, better }: Floor): boolean => reaches(measured, floor, better);

/** Floors that are missed, and sections that did not come to measure theirs. */
export const faultsOf = (sections: readonly Ran[]): string[] =>
  sections.flatMap(({ name, section, failure }) =>
    section === null
      ? [`${name} did not run: ${failure}`]
      : (section.floors ?? []).filter((floor) => !holds(floor)).map(({ what }) => `${what} is missed`),
  );
