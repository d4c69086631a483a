import { Field, Int, ObjectType } from 'type-graphql';
import { RequiresScopes } from '#kernel/graph/directives.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import type { LeadScore, RecordedSignal } from './lead-score.entity.ts';

@ObjectType({ simpleResolvers: true, description: 'One reason for a score.' })
export class ScoreSignal implements RecordedSignal {
  @Field(() => String, { description: 'The name of the signal, such as `budget-named`.' })
  readonly name: string;

  @Field(() => Int, { description: 'What it added, or took away where it is below zero.' })
  readonly points: number;

  readonly #evidence: () => Promise<string | null>;

  constructor(signal: RecordedSignal, evidence: () => Promise<string | null>) {
    this.name = signal.name;
    this.points = signal.points;
    this.#evidence = evidence;
  }

  @Field(() => String, {
    nullable: true,
    description: "The person's words that show it; null where none do, or they were erased.",
  })
  @RequiresScopes([['contacts:pii']])
  evidence(): Promise<string | null> {
    return this.#evidence();
  }
}

/** Largest effect first. The evidence is opened once, when the first signal is asked for it. */
export const signalsOf = (ctx: Ctx, score: LeadScore): ScoreSignal[] => {
  let opened: Promise<(string | null)[]> | null = null;
  const evidenceAt = async (index: number): Promise<string | null> => {
    opened ??= openEvidence(ctx, score);
    return (await opened)[index] ?? null;
  };
  return score.recordedSignals
    .map((signal, index) => new ScoreSignal(signal, () => evidenceAt(index)))
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points));
};

const evidenceOf = (scoreId: string) => ({ table: 'lead_score', column: 'evidence', rowId: scoreId });

/** `evidence` has the order of the signals. */
export const sealEvidence = (
  ctx: Ctx,
  contactId: string,
  scoreId: string,
  evidence: readonly (string | null)[],
): Promise<Buffer> => ctx.vault.seal(contactId, evidenceOf(scoreId), JSON.stringify(evidence));

const openEvidence = async (ctx: Ctx, score: LeadScore): Promise<(string | null)[]> => {
  const text = await ctx.vault.open(evidenceOf(score.id), score.evidence);
  return text === null ? [] : JSON.parse(text);
};
