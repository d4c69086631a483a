/** HubSpot's ids of the associations between a note and a contact, by direction (associations v4, default types). */
export const associationTypeIds: Readonly<Record<string, number>> = { 'notes/contacts': 202, 'contacts/notes': 201 };

/** Notes and contacts, associated or not: what is written here is read at once, unlike by a search. */
export class Associations {
  readonly #byFrom = new Map<string, Set<string>>();

  associate(noteId: string, contactId: string): void {
    this.#add(`notes/${noteId}`, contactId);
    this.#add(`contacts/${contactId}`, noteId);
  }

  remove(noteId: string, contactId: string): void {
    this.#byFrom.get(`notes/${noteId}`)?.delete(contactId);
    this.#byFrom.get(`contacts/${contactId}`)?.delete(noteId);
  }

  of(typeName: string, id: string): string[] {
    return [...(this.#byFrom.get(`${typeName}/${id}`) ?? [])];
  }

  empty(): void {
    this.#byFrom.clear();
  }

  #add(from: string, to: string): void {
    this.#byFrom.set(from, (this.#byFrom.get(from) ?? new Set<string>()).add(to));
  }
}
