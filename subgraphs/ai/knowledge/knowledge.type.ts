import { Field, Float, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '#kernel/graph/connection.ts';
import { RequiresScopes } from '#kernel/graph/directives.ts';
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

export const { Connection: KnowledgeDocumentConnection } = connectionOf('KnowledgeDocument', () => KnowledgeDocument);
