import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '#kernel/graph/scalars.ts';

export const LessonKind = { INTENT: 'INTENT', PASSAGE: 'PASSAGE', ENTITY: 'ENTITY', DECISION: 'DECISION' } as const;
export type LessonKind = keyof typeof LessonKind;
registerEnumType(LessonKind, {
  name: 'LessonKind',
  description: 'What members teach, and who learns it.',
  valuesConfig: {
    INTENT: { description: 'What a message is: the built-in classifier.' },
    PASSAGE: { description: 'What answers a message: the search, for questions like it.' },
    ENTITY: { description: 'What words state: the entity extractor.' },
    DECISION: { description: 'Drafts approved, edited or rejected: the confidence gate.' },
  },
});

@ObjectType({ description: 'What members taught of one kind.', simpleResolvers: true })
export class LessonCount {
  @Field(() => LessonKind, { description: 'What it is about.' })
  readonly kind!: LessonKind;
  @Field(() => Int, { description: 'Runs or drafts of which a member said it.' })
  readonly kept!: number;
  @Field(() => Int, { description: 'Those that are in use: their text and their passage are still there.' })
  readonly inForce!: number;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when the latest is in use, but for some seconds; null: there is none.',
  })
  readonly since!: Date | null;
}
