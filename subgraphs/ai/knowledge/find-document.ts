import { batched } from '#kernel/graph/batched.ts';
import { rowsBy } from '#kernel/graph/rows-by.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';

export const documentsById = rowsBy(KnowledgeDocument, 'id');

/** Null where there is none of this id; an id that was never given out is one of those. */
export const findDocument = batched(documentsById);
