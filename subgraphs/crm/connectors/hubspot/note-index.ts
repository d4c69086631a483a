import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { batchSchema, type HubspotRecord } from './batch-answer.ts';
import { type Caller, callHubspot, type HubspotAnswer, type HubspotOffice, type Shut } from './call-hubspot.ts';
import { activityIdOf } from './note-body.ts';
import type { Refused } from './read-failure.ts';

const associationsSchema = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.coerce.string() }),
      to: z.array(z.object({ toObjectId: z.coerce.string() })),
      paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
    }),
  ),
});

const READ_AT_ONCE = 100;

type Looked = { readonly kind: 'looked' } | Refused | Shut;

/**
 * Which notes are ours. What a contact's notes are is asked of the associations, which see a note as soon as it is written (a search may
 * see it seconds later); a note's text is read once, because nobody changes the marker in it.
 */
export class NoteIndex {
  /** By HubSpot's id of the note: our id of the activity, empty for a note that is not ours. */
  readonly #activityOfNote = new LRUCache<string, string>({ max: 100_000 });
  /** By the account's key and our id of the activity. */
  readonly #noteOfActivity = new LRUCache<string, string>({ max: 100_000 });

  find(accountKey: string, activityId: string): string | undefined {
    return this.#noteOfActivity.get(`${accountKey}/${activityId}`);
  }

  note(accountKey: string, activityId: string, noteId: string): void {
    this.#activityOfNote.set(`${accountKey}/${noteId}`, activityId);
    this.#noteOfActivity.set(`${accountKey}/${activityId}`, noteId);
  }

  /** Reads the notes of these contacts that were not read yet. */
  async look(office: HubspotOffice, caller: Caller, accountKey: string, contactIds: readonly string[]): Promise<Looked> {
    const unread: string[] = [];
    let inputs: { id: string; after?: string }[] = [...new Set(contactIds)].map((id) => ({ id }));
    while (inputs.length > 0) {
      const page = await readAssociations(office, caller, inputs);
      if (page.kind !== 'answered') return page;
      const { results } = page.value;
      const ids = results.flatMap(({ to }) => to.map(({ toObjectId }) => toObjectId));
      unread.push(...ids.filter((id) => !this.#activityOfNote.has(`${accountKey}/${id}`)));
      inputs = results.flatMap(({ from, paging }) => (paging?.next ? [{ id: from.id, after: paging.next.after }] : []));
    }
    for (let start = 0; start < unread.length; start += READ_AT_ONCE) {
      const read = await readNotes(office, caller, unread.slice(start, start + READ_AT_ONCE));
      if (read.kind !== 'answered') return read;
      for (const record of read.value.results) this.#keep(accountKey, record);
    }
    return { kind: 'looked' };
  }

  forgetConnection(connectionId: string): void {
    for (const cache of [this.#activityOfNote, this.#noteOfActivity]) {
      for (const key of [...cache.keys()]) if (key.startsWith(`${connectionId}/`)) cache.delete(key);
    }
  }

  #keep(accountKey: string, { id, properties }: HubspotRecord): void {
    const activityId = activityIdOf(properties['hs_note_body']);
    if (activityId !== null) this.note(accountKey, activityId, id);
    else this.#activityOfNote.set(`${accountKey}/${id}`, '');
  }
}

/** A contact without notes, or that is not there, is an error row of a 207: nothing of it is among the results. */
const readAssociations = (
  office: HubspotOffice,
  caller: Caller,
  inputs: { id: string; after?: string }[],
): Promise<HubspotAnswer<z.output<typeof associationsSchema>>> =>
  callHubspot(office, caller, {
    perform: (api) => api.associations.getPage('contacts', 'notes', { inputs }),
    schema: associationsSchema,
  });

const readNotes = (office: HubspotOffice, caller: Caller, ids: readonly string[]) =>
  callHubspot(office, caller, {
    perform: (api) =>
      api.notes.read({ inputs: ids.map((id) => ({ id })), properties: ['hs_note_body'], propertiesWithHistory: [] }),
    schema: batchSchema,
  });
