/** One part of the report: what was measured, and whether it is as good as it has to be. */
export interface Section {
  readonly title: string;
  /** What was done, in a sentence or two. */
  readonly method: string;
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
  /** The least (or the most, where less is better) that is accepted. */
  readonly floor: number;
  readonly better: 'more' | 'less';
}

export const holds = ({ measured, floor, better }: Floor): boolean => (better === 'more' ? measured >= floor : measured <= floor);
