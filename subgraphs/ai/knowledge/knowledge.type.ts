import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';
import { KnowledgeDocument } from './knowledge-document.entity.ts';

@ObjectType({ description: 'A part of a knowledge document, as it was found or used.', simpleResolvers: true })
@RequiresScopes([['knowledge:read']])
export class KnowledgePassage {
  readonly passageId!: string;

  @Field(() => ID, { description: 'The document that it is, or was, a part of.' })
  readonly documentId!: string;

  @Field(() => String, { description: 'The title of the document, with the heading that the passage stands under.' })
  readonly title!: string;

  @Field(() => String, { description: 'As it read when it was found or used; the document may have changed since.' })
  readonly text!: string;

  @Field(() => Float, { description: 'How well it matches, from 0 to 1.' })
  readonly score!: number;
}

@ObjectType({ description: 'A passage that a document has now, and its use.', simpleResolvers: true })
@RequiresScopes([['knowledge:read']])
export class DocumentPassage {
  @Field(() => ID, { description: 'Another one once the document changes.' })
  readonly id!: string;

  @Field(() => String, { description: 'The title of the document, with the heading that the passage stands under.' })
  readonly title!: string;

  @Field(() => String, { description: 'As it reads now.' })
  readonly text!: string;

  @Field(() => Int, { description: 'How many drafts stood on it since the document last changed.' })
  readonly timesUsed!: number;

  @Field(() => DateTime, { nullable: true, description: 'When a draft last did; null where none did.' })
  readonly lastUsedAt!: Date | null;
}

export const { Connection: KnowledgeDocumentConnection } = connectionOf('KnowledgeDocument', () => KnowledgeDocument);
