import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';

const NoteSchema = defineEntity({
  name: 'Note',
  tableName: 'conversation_note',
  schema: '*',
  properties: {
    id: p.uuid().primary(),
    conversationId: p.uuid(),
    channelId: p.uuid(),
    authorId: p.text(),
    text: p.blob(),
    createdAt: p.datetime(),
  },
});

@ObjectType({ description: 'What a member wrote beside a conversation, for the team alone: the person never sees it.' })
export class Note extends NoteSchema.class {
  @Field(() => ID, { description: 'Ours.' })
  declare id: string;

  @Field(() => DateTime, { description: 'When it was written.' })
  declare createdAt: Date;
}
NoteSchema.setClass(Note);

/** Where the text of a note stands; its subject is the conversation's contact. */
export const noteTextAt = (noteId: string) => ({ table: 'conversation_note', column: 'text', rowId: noteId }) as const;
