import { batched } from '#kernel/graph/batched.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import { Contact } from './contact.entity.ts';

export const contactsById = rowsBy(Contact, 'id');

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findContact = batched(contactsById);
