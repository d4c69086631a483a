import type { Connectors, LiveConnections } from './connection/live-connections.ts';
import type { OutcomeNotes } from './connection/outcome-notes.ts';

/** What the use cases have of the outside. One an installation's process: it keeps connections and tokens in memory. */
export interface CrmMeans {
  readonly connectors: Connectors;
  readonly live: LiveConnections;
  readonly notes: OutcomeNotes;
}
