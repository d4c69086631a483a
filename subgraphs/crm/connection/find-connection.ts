import { batched } from '#kernel/graph/batched.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import { CrmConnection } from './crm-connection.entity.ts';

export const connectionsById = rowsBy(CrmConnection, 'id');

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findConnection = batched(connectionsById);
