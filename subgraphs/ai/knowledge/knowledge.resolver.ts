import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { ConnectionArgs, type ConnectionOf } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import type { GraphContext } from '#kernel/runtime/define-subgraph.ts';
import { addKnowledgeDocument } from './add-knowledge-document.ts';
import { countUses } from './count-uses.ts';
import { findDocument } from './find-document.ts';
import { DocumentPassage, KnowledgeDocumentConnection, KnowledgePassage } from './knowledge.type.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';
import { listDocuments } from './list-documents.ts';
import { listPassages } from './list-passages.ts';
import type { PassageSearch } from './passage-search.ts';
import { removeKnowledgeDocument } from './remove-knowledge-document.ts';
import { searchKnowledge } from './search-knowledge.ts';
import { updateKnowledgeDocument } from './update-knowledge-document.ts';

@Resolver(() => KnowledgeDocument)
export class KnowledgeResolver {
  readonly #search: PassageSearch;

  constructor(search: PassageSearch) {
    this.#search = search;
  }

  @Query(() => KnowledgeDocumentConnection, { description: "The tenant's knowledge, newest first." })
  @RequiresScopes([['knowledge:read']])
  knowledgeDocuments(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() ctx: GraphContext,
  ): Promise<ConnectionOf<KnowledgeDocument>> {
    return listDocuments(ctx, args);
  }

  @Query(() => KnowledgeDocument, { nullable: true, description: 'Null when there is none of that id.' })
  @RequiresScopes([['knowledge:read']])
  knowledgeDocument(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<KnowledgeDocument | null> {
    return findDocument(ctx, id);
  }

  @Query(() => [KnowledgePassage], {
    description: 'What a reply to this text would stand on, best first; `first` is 1 to 20, 5 unless said.',
  })
  @RequiresScopes([['knowledge:read']])
  searchKnowledge(
    @Arg('text', () => String) text: string,
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Ctx() ctx: GraphContext,
  ): Promise<KnowledgePassage[]> {
    const limit = first ?? 5;
    if (limit < 1 || limit > 20) throw badUserInput('first', 'first must be from 1 to 20.');
    return searchKnowledge(ctx, this.#search, text, limit);
  }

  @Mutation(() => KnowledgeDocument, {
    description: 'Adds a document. Its words are found from now on, what is like them moments later.',
  })
  @RequiresScopes([['knowledge:write']])
  addKnowledgeDocument(
    @Arg('title', () => String) title: string,
    @Arg('text', () => String) text: string,
    @Arg('source', () => String, { nullable: true }) source: string | null | undefined,
    @Ctx() ctx: GraphContext,
  ): Promise<KnowledgeDocument> {
    return ctx.transaction((tx) => addKnowledgeDocument(tx, { title, text, source }));
  }

  @Mutation(() => KnowledgeDocument, { description: 'Changes what is given. A `source` of null takes the source away.' })
  @RequiresScopes([['knowledge:write']])
  updateKnowledgeDocument(
    @Arg('id', () => ID) id: string,
    @Arg('title', () => String, { nullable: true }) title: string | null | undefined,
    @Arg('text', () => String, { nullable: true }) text: string | null | undefined,
    @Arg('source', () => String, { nullable: true }) source: string | null | undefined,
    @Ctx() ctx: GraphContext,
  ): Promise<KnowledgeDocument> {
    return ctx.transaction((tx) => updateKnowledgeDocument(tx, { id, title, text, source }));
  }

  @Mutation(() => Boolean, { description: 'Removes a document and its passages. False when there was none of that id.' })
  @RequiresScopes([['knowledge:write']])
  removeKnowledgeDocument(@Arg('id', () => ID) id: string, @Ctx() ctx: GraphContext): Promise<boolean> {
    return ctx.transaction((tx) => removeKnowledgeDocument(tx, id));
  }

  @FieldResolver(() => Int, { description: 'How many drafts stood on one of its passages.' })
  async timesUsed(@Root() document: KnowledgeDocument, @Ctx() ctx: GraphContext): Promise<number> {
    return (await countUses(ctx, document.id))?.count ?? 0;
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When a draft last stood on it; null where none did.' })
  async lastUsedAt(@Root() document: KnowledgeDocument, @Ctx() ctx: GraphContext): Promise<Date | null> {
    return (await countUses(ctx, document.id))?.lastAt ?? null;
  }

  @FieldResolver(() => [DocumentPassage], { description: 'What it was split into, in its order.' })
  passages(@Root() document: KnowledgeDocument, @Ctx() ctx: GraphContext): Promise<DocumentPassage[]> {
    return listPassages(ctx, document.id);
  }
}

@Resolver(() => KnowledgePassage)
export class KnowledgePassageResolver {
  @FieldResolver(() => ID, {
    description: 'What `correctRun` names it by. A document that changes has other passages: this one is gone then.',
  })
  id(@Root() passage: KnowledgePassage): string {
    return passage.passageId;
  }

  @FieldResolver(() => KnowledgeDocument, { nullable: true, description: 'Null once the document was removed.' })
  document(@Root() passage: KnowledgePassage, @Ctx() ctx: GraphContext): Promise<KnowledgeDocument | null> {
    return findDocument(ctx, passage.documentId);
  }
}
