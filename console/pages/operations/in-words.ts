import { say, type TextId } from '../../i18n/language.tsx';

const ALERT_CODES = [
  'AI_GATE_CLOSED',
  'AI_SHADOW_MODE',
  'BUDGET_CACHE_AND_REVIEW_ONLY',
  'BUDGET_CHEAPER_MODELS',
  'BUDGET_WARNING',
  'CHANNEL_DEGRADED',
  'CHANNEL_DISCONNECTED',
  'CHANNEL_MISSED_MESSAGES',
  'CHANNEL_QUIET',
  'CRM_ACTIVITY_REFUSED',
  'CRM_DEGRADED',
  'CRM_DISCONNECTED',
  'DELIVERY_UNCERTAIN',
  'PROVIDER_DOWN',
] as const;

/** Who handles events, as the event log names them. */
export const CONSUMERS = [
  'ai.answer-message',
  'ai.end-hold',
  'ai.expire-texts',
  'ai.follow-lead',
  'ai.index-knowledge',
  'ai.record-delivery',
  'conversations.follow-reviews',
  'conversations.inbound',
  'conversations.send-reply',
  'conversations.show-typing',
  'crm.expire-activities',
  'crm.sync',
  'leads.expire-evidence',
  'leads.follow-crm',
  'leads.score-lead',
  'tenants.raise-alert',
] as const;

const TOPICS = [
  'alert-raised',
  'alert-resolved',
  'content-expired',
  'crm-standing-changed',
  'crm-synced',
  'knowledge-changed',
  'lead-changed',
  'lead-scored',
  'message-delivered',
  'message-queued',
  'message-received',
  'message-retracted',
  'message-scored',
  'reply-approved',
  'reply-refused',
  'review-changed',
  'run-changed',
  'webhook.facebook',
  'webhook.instagram',
  'webhook.linkedin',
  'webhook.x',
] as const;

const SCOPES = [
  'conversations:read',
  'conversations:write',
  'channels:manage',
  'contacts:pii',
  'contacts:erase',
  'leads:read',
  'leads:write',
  'runs:read',
  'runs:inspect',
  'reviews:read',
  'reviews:decide',
  'knowledge:read',
  'knowledge:write',
  'ai:read',
  'ai:configure',
  'crm:read',
  'crm:manage',
  'members:read',
  'members:manage',
  'operations:read',
  'operations:manage',
  'audit:read',
  'webhooks:manage',
] as const;

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

/** What happened and what to do about it. A kind that is newer than this page keeps the API's own title. */
export const alertInWords = (code: string, title: string): { readonly title: string; readonly advice: string | null } =>
  isOneOf(ALERT_CODES, code) ? { title: say(`alertTitle.${code}`), advice: say(`alertAdvice.${code}`) } : { title, advice: null };

export const consumerInWords = (name: string): string => (isOneOf(CONSUMERS, name) ? say(`consumer.${name}`) : name);

export const topicInWords = (name: string): string => (isOneOf(TOPICS, name) ? say(`topic.${name}` satisfies TextId) : name);

/** What a scope lets its holder do. */
export const scopeInWords = (name: string): string => (isOneOf(SCOPES, name) ? say(`scope.${name}`) : name);

/** Where an alert is dealt with; null where there is no one place. */
export function placeOf(code: string): '/channels' | '/crm' | '/settings' | null {
  if (code.startsWith('CHANNEL_')) return '/channels';
  if (code.startsWith('CRM_')) return '/crm';
  return code.startsWith('AI_') || code.startsWith('BUDGET_') ? '/settings' : null;
}
