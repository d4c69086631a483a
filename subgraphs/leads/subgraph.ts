import { inOrder } from '#kernel/graph/in-order.ts';
import { defineSubgraph, type SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import { expireEvidenceConsumer } from './consumers/expire-evidence.ts';
import { followCrmConsumer } from './consumers/follow-crm.ts';
import { scoreLeadConsumer } from './consumers/score-lead.ts';
import { leadsById } from './lead/find-lead.ts';
import { Lead } from './lead/lead.entity.ts';
import { LeadResolver } from './lead/lead.resolver.ts';
import { LeadChangedResolver } from './lead/lead-changed.resolver.ts';
import { LeadScoredResolver } from './lead/lead-scored.resolver.ts';
import { scoresById } from './lead-score/find-score.ts';
import { LeadScore } from './lead-score/lead-score.entity.ts';
import { LeadScoreResolver } from './lead-score/lead-score.resolver.ts';
import { LeadModelRow } from './model/lead-model.entity.ts';
import { LeadModelResolver } from './model/lead-model.resolver.ts';
import { ContactLeadResolver, ConversationLeadResolver } from './references/lead-of.resolver.ts';
import { LeadSettingsRow } from './settings/lead-settings.entity.ts';
import { LeadSettingsResolver } from './settings/lead-settings.resolver.ts';
import { learnLeadModelTask } from './tasks/learn-lead-model.ts';

/** Who may buy, how sure we are, and how far it has come. */
export const leads = (): SubgraphDeclaration =>
  defineSubgraph({
    name: 'leads',
    resolvers: [
      new LeadResolver(),
      new LeadScoreResolver(),
      new LeadScoredResolver(),
      new LeadChangedResolver(),
      new ContactLeadResolver(),
      new ConversationLeadResolver(),
      new LeadSettingsResolver(),
      new LeadModelResolver(),
    ],
    references: { Lead: inOrder(leadsById), LeadScore: inOrder(scoresById) },
    entities: [Lead, LeadScore, LeadSettingsRow, LeadModelRow],
    migrations: new URL('./migrations/', import.meta.url),
    consumers: [scoreLeadConsumer, expireEvidenceConsumer, followCrmConsumer],
    tasks: [learnLeadModelTask],
  });
