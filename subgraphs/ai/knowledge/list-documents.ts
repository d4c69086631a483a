import type { ConnectionArgs, ConnectionOf } from '#kernel/graph/connection.ts';
import { findPage } from '#kernel/graph/find-page.ts';
import { latestBy } from '#kernel/graph/keyset.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';

/** A page of documents, the newest first. */
export const listDocuments = (ctx: Ctx, args: ConnectionArgs): Promise<ConnectionOf<KnowledgeDocument>> =>
  findPage(ctx, KnowledgeDocument, latestBy('createdAt'), args);
