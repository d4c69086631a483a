import type { Answer, Call } from './call.ts';

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** What one stand-in provides; the journal and the faults are put around it by `serveService`. */
export interface Service {
  /** The path prefix, without slashes. */
  name: string;
  answer: Handler;
  /** Control addresses beside `_journal` and `_faults`, by their first path segment (`_inbound`). */
  control: Record<string, Handler>;
  close(): void;
}
