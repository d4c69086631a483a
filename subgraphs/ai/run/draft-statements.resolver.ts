import { FieldResolver, Resolver, Root } from 'type-graphql';
import { traceStatements } from '../agents/trace-statements.ts';
import { Draft, DraftStatement } from './run.type.ts';

@Resolver(() => Draft)
export class DraftStatementsResolver {
  @FieldResolver(() => [DraftStatement], {
    description:
      'What the draft states, in its order, and where that stands: as the check found it that keeps unsupported drafts from going out by themselves. Greetings, thanks and questions state nothing.',
  })
  statements(@Root() { text, sources }: Draft): DraftStatement[] {
    return traceStatements(text, sources).map(({ start, end, passage: at }) => {
      const passage = at === null ? null : (sources[at] ?? null);
      return { start, end, passage, supported: passage !== null };
    });
  }
}
