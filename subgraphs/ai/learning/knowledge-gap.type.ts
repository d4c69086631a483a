import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import { DateTime } from '#kernel/graph/scalars.ts';

export const GapStatus = { OPEN: 'OPEN', ANSWERED: 'ANSWERED', DISMISSED: 'DISMISSED' } as const;
export type GapStatus = keyof typeof GapStatus;
registerEnumType(GapStatus, {
  name: 'GapStatus',
  description: 'Whether the knowledge still lacks an answer.',
  valuesConfig: {
    OPEN: { description: 'Nothing in the knowledge answers it.' },
    ANSWERED: { description: 'A passage that came, changed or was named since is about it.' },
    DISMISSED: { description: 'A member said that it need not be answered.' },
  },
});

@ObjectType({ description: 'A question that the knowledge did not answer, with those like it.', simpleResolvers: true })
@RequiresScopes([['knowledge:read']])
export class KnowledgeGap {
  @Field(() => ID, { description: 'The run of the newest of these questions.' })
  readonly id!: string;
  @Field(() => String, { description: 'The newest of them, as it was asked.' })
  @RequiresScopes([['runs:inspect']])
  readonly question!: string;
  @Field(() => Int, { description: 'How many there are among the latest 500.' })
  readonly count!: number;
  @Field(() => Int, { description: 'Those for which no passage was found or used.' })
  readonly withoutSource!: number;
  @Field(() => Int, { description: 'Those whose draft a member rejected.' })
  readonly rejected!: number;
  @Field(() => Int, { description: 'Those whose draft a member wrote anew: more than half of its words.' })
  readonly rewritten!: number;
  @Field(() => DateTime, { description: 'When the newest was asked.' })
  readonly lastAskedAt!: Date;
  @Field(() => GapStatus, { description: 'As of now.' })
  readonly status!: GapStatus;
}
