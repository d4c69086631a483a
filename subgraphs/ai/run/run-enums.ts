import { registerEnumType } from 'type-graphql';

export const Lane = {
  FAST: 'FAST',
  STANDARD: 'STANDARD',
} as const;
export type Lane = keyof typeof Lane;
registerEnumType(Lane, {
  name: 'Lane',
  description: 'How a message is queued: FAST has workers of its own, so that a hot lead waits behind no backlog.',
});

export const Intent = {
  SALES: 'SALES',
  SUPPORT: 'SUPPORT',
  COMPLAINT: 'COMPLAINT',
  PRAISE: 'PRAISE',
  GENERAL: 'GENERAL',
  SPAM: 'SPAM',
} as const;
export type Intent = keyof typeof Intent;
registerEnumType(Intent, { name: 'Intent', description: 'What the sender of a message wants.' });

export const AgentName = {
  INTENT_CLASSIFIER: 'INTENT_CLASSIFIER',
  ENTITY_EXTRACTOR: 'ENTITY_EXTRACTOR',
  LEAD_SCORER: 'LEAD_SCORER',
  REPLY_GENERATOR: 'REPLY_GENERATOR',
} as const;
export type AgentName = keyof typeof AgentName;
registerEnumType(AgentName, { name: 'AgentName', description: 'One of the four agents that work on a message.' });
