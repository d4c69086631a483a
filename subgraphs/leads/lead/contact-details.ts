import type { Ctx } from '#kernel/tenancy/context.ts';

/** What the CRM is told of the person behind a lead. */
export interface ContactDetails {
  readonly displayName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string | null;
}

export interface SealedContactDetails {
  readonly displayName?: Uint8Array | null | undefined;
  readonly email?: Uint8Array | null | undefined;
  readonly phone?: Uint8Array | null | undefined;
  readonly company?: Uint8Array | null | undefined;
}

// a contact has one lead, and the statement that scores does not know beforehand whether the row is there: so the contact's id, which it
// does know, stands for the row in the seal
const at = (column: string, contactId: string) => ({ table: 'lead', column, rowId: contactId });

/** Seals each detail by itself, so that a later event that knows fewer replaces only what it knows. */
export const sealContactDetails = async (ctx: Ctx, contactId: string, details: ContactDetails): Promise<SealedContactDetails> => {
  const seal = async (column: string, value: string | null): Promise<Buffer | null> =>
    value === null ? null : ctx.vault.seal(contactId, at(column, contactId), value);
  return {
    displayName: await seal('display_name', details.displayName),
    email: await seal('email', details.email),
    phone: await seal('phone', details.phone),
    company: await seal('company', details.company),
  };
};

export const openContactDetails = async (ctx: Ctx, contactId: string, sealed: SealedContactDetails): Promise<ContactDetails> => {
  const open = async (column: string, value: Uint8Array | null | undefined): Promise<string | null> =>
    value ? ctx.vault.open(at(column, contactId), value) : null;
  return {
    displayName: await open('display_name', sealed.displayName),
    email: await open('email', sealed.email),
    phone: await open('phone', sealed.phone),
    company: await open('company', sealed.company),
  };
};
