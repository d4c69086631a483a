/** What a process has of the agents: nothing, all but the sentence encoder, or everything. */
export type Agents = 'none' | 'words' | 'encoder';

export interface Document {
  readonly title: string;
  readonly text: string;
}

export interface Answered {
  /** From when a message was due to when its run stood; in ms. */
  readonly times: readonly number[];
  /** Of what messages asked the encoder for. */
  readonly vectorShare: number;
  /** Of the process, until now. */
  readonly runs: number;
  readonly drafted: number;
}

/** Of the whole process, its threads included. */
export interface Memory {
  readonly nowMb: number;
  readonly peakMb: number;
}
