import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Key, RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';

export const KnowledgeStatus = {
  INDEXING: 'INDEXING',
  READY: 'READY',
  FAILED: 'FAILED',
} as const;
export type KnowledgeStatus = keyof typeof KnowledgeStatus;
registerEnumType(KnowledgeStatus, {
  name: 'KnowledgeStatus',
  description: 'How replies find a document. Its words are found in every state.',
  valuesConfig: {
    INDEXING: { description: 'Its words are found; what is near in meaning or misspelt is not yet.' },
    READY: { description: 'Found by words and by likeness.' },
    FAILED: { description: 'As INDEXING, after several failures; `error` says what is wrong. It is tried again by itself.' },
  },
});

const KnowledgeDocumentSchema = defineEntity({
  name: 'KnowledgeDocument',
  tableName: 'knowledge_document',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    title: p.string(),
    source: p.string().nullable(),
    text: p.text(),
    language: p.string(),
    passageCount: p.integer(),
    status: p.string().$type<KnowledgeStatus>(),
    contentVersion: p.integer(),
    error: p.text().nullable(),
    attempts: p.integer(),
    retryAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

@ObjectType('KnowledgeDocument', {
  description: 'What the tenant publishes about itself; replies stand on its passages.',
  simpleResolvers: true,
})
@Key('id')
@RequiresScopes([['knowledge:read']])
export class KnowledgeDocument extends KnowledgeDocumentSchema.class {
  @Field(() => ID, { description: 'Stable id.' })
  declare id: string;
  @Field(() => String, { description: 'Searched with more weight than the text.' })
  declare title: string;
  @Field(() => String, { nullable: true, description: 'Where it came from, such as an address; kept as given.' })
  declare source: string | null | undefined;
  @Field(() => String, { description: 'The whole text as it was given.' })
  declare text: string;
  @Field(() => Int, { description: 'How many passages it was split into.' })
  declare passageCount: number;
  @Field(() => KnowledgeStatus, { description: 'INDEXING for moments after a change.' })
  declare status: KnowledgeStatus;
  @Field(() => String, { nullable: true, description: 'Why it is not indexed yet; null while nothing is wrong.' })
  declare error: string | null | undefined;
  @Field(() => DateTime, { description: 'When it was added.' })
  declare createdAt: Date;
  @Field(() => DateTime, { description: 'When its title, text or source last changed.' })
  declare updatedAt: Date;
}
KnowledgeDocumentSchema.setClass(KnowledgeDocument);
