import { defineSubgraph, type SubgraphDeclaration } from '#kernel/runtime/define-subgraph.ts';
import { onMessageScored } from './consumers/on-message-scored.ts';
import { Lead } from './lead/lead.entity.ts';
import { loadLeadScores, loadLeads, loadLeadsOfContacts, loadLeadsOfConversations } from './lead/lead.references.ts';
import { LeadResolver } from './lead/lead.resolver.ts';
import { LeadScoredResolver } from './lead/lead-scored.resolver.ts';
import { LeadScore } from './lead-score/lead-score.entity.ts';
import { LeadScoreResolver } from './lead-score/lead-score.resolver.ts';
import { ContactReference } from './references/contact.type.ts';
import { ConversationReference } from './references/conversation.type.ts';

/** Who may buy, how sure we are, and how far it has come. */
export const leads = (): SubgraphDeclaration =>
  defineSubgraph({
    name: 'leads',
    resolvers: [new LeadResolver(), new LeadScoreResolver(), new LeadScoredResolver()],
    orphanedTypes: [ContactReference, ConversationReference],
    references: {
      Lead: loadLeads,
      LeadScore: loadLeadScores,
      Contact: loadLeadsOfContacts,
      Conversation: loadLeadsOfConversations,
    },
    entities: [Lead, LeadScore],
    migrations: new URL('./migrations/', import.meta.url),
    consumers: [onMessageScored],
  });
