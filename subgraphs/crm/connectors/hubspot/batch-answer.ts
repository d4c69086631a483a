import { z } from 'zod';
import { errorSchema, type HubspotError } from './read-failure.ts';

/** A record as every address answers it. */
export const recordSchema = z.object({
  id: z.string().regex(/^\d{1,30}$/),
  properties: z.record(z.string(), z.string().nullish()),
  new: z.boolean().optional(),
  objectWriteTraceId: z.string().optional(),
});
export type HubspotRecord = z.output<typeof recordSchema>;

/** What a batch answers, all of it well (200, 201) or a part (207). Rows come in no order. */
export const batchSchema = z.object({ results: z.array(recordSchema), errors: z.array(errorSchema).default([]) });
export type BatchAnswer = z.output<typeof batchSchema>;

/** The rows of one batch by our ids: each was sent with a trace id, which HubSpot answers with it, or has the id in a property. */
export class BatchRows {
  readonly #answer: BatchAnswer;
  readonly #idOf: (record: HubspotRecord) => string | null | undefined;

  constructor(answer: BatchAnswer, idOf: (record: HubspotRecord) => string | null | undefined) {
    this.#answer = answer;
    this.#idOf = idOf;
  }

  record(id: string): HubspotRecord | undefined {
    return this.#answer.results.find((record) => record.objectWriteTraceId === id || this.#idOf(record) === id);
  }

  error(id: string): HubspotError | undefined {
    return this.#answer.errors.find(({ context = {} }) =>
      [context['objectWriteTraceId'], context['ids'], context['id']].flat().includes(id),
    );
  }
}
