import type { Entity, EntityKind } from './entity.ts';
import type { Intent } from './intent.ts';

export type LeadSignalName =
  | 'BUYING_INTENT'
  | 'BUDGET_STATED'
  | 'CATALOGUE_MATCH'
  | 'TIMELINE_STATED'
  | 'CONTACT_SHARED'
  | 'COMPANY_STATED'
  | 'QUANTITY_STATED'
  | 'AUTHORITY'
  | 'ENGAGEMENT'
  | 'URGENCY'
  | 'PRICE_QUESTION'
  | 'SATISFIED'
  | 'COMPLAINT'
  | 'SUPPORT_REQUEST'
  | 'SPAM'
  | 'NOT_BUYING';

/** `evidence` is the words that made the signal and may be personal; null where no words did. */
export type LeadSignal = { name: LeadSignalName; points: number; evidence: string | null };

export type LeadScoreInput = {
  intent: Intent;
  intentConfidence: number;
  entities: Entity[];
  text: string;
  /** Messages of this contact so far, this one among them. */
  inboundCount: number;
  now: Date;
};

export type LeadScoring = { points: number; signals: LeadSignal[] };

const READ_CHARACTERS = 4_000;
const BASE = 10;
const AUTHORITY =
  /\b(?:ceo|cto|cfo|coo|founder|co-founder|owner|director|head of \w+|managing director|purchasing|procurement|buyer for|i (?:run|own|manage)|we run|my (?:company|business|shop|firm|team|store)|our (?:company|business|shops?|firm|team|stores?|office)|inhaber(?:in)?|geschäftsführer(?:in)?|einkauf|unsere firma|mein(?:e|en)? (?:firma|betrieb|laden)|gérante?|directeur|directrice|notre (?:entreprise|société)|mi empresa|nuestra empresa|gerente|dueñ[oa])\b/iu;
const URGENCY =
  /\b(?:asap|urgent(?:ly)?|as soon as possible|right away|immediately|by (?:the )?end of (?:the )?(?:week|month)|today|this week|dringend|sofort|so schnell wie möglich|urgent|au plus vite|dès que possible|urgente|lo antes posible|cuanto antes)\b/iu;
const PRICE =
  /\b(?:how much|price|pricing|quote|cost|rates?|offer|discount|wie teuer|was kostet|preis|angebot|combien|prix|devis|tarifs?|cuánto cuesta|precio|presupuesto)\b/iu;
const DECLINED =
  /\b(?:not interested|no longer interested|don'?t want to buy|just browsing|just looking|stop (?:messaging|writing)|unsubscribe|kein interesse|pas intéressée?|no me interesa)\b/iu;

/**
 * How much a message says "I am about to buy", 0 to 100, with what made it so, largest effect first. Points are set by hand: there are no
 * outcomes to learn from on the first day. They add up to `points` unless the sum leaves the scale.
 */
export function scoreLead(input: LeadScoreInput): LeadScoring {
  const text = input.text.slice(0, READ_CHARACTERS);
  const sure = Math.max(0, Math.min(1, input.intentConfidence));
  const signals: LeadSignal[] = [];
  const add = (name: LeadSignalName, points: number, evidence: string | null): void => {
    if (Math.round(points) !== 0) signals.push({ name, points: Math.round(points), evidence });
  };
  const words = (pattern: RegExp): string | null => pattern.exec(text)?.[0] ?? null;
  const stated = (...kinds: EntityKind[]): string | null => {
    const found = input.entities.filter((entity) => kinds.includes(entity.kind) && entity.confidence >= 0.5);
    return found.length === 0 ? null : [...new Set(found.map((entity) => entity.value))].slice(0, 3).join(', ');
  };
  const isBuying = input.intent === 'SALES';
  const mayBuy = isBuying || input.intent === 'GENERAL';

  if (isBuying) add('BUYING_INTENT', 15 + 25 * sure, words(PRICE));
  if (input.intent === 'COMPLAINT') add('COMPLAINT', -20 * sure, null);
  if (input.intent === 'SUPPORT') add('SUPPORT_REQUEST', -5 * sure, null);
  if (input.intent === 'PRAISE') add('SATISFIED', 5 * sure, null);
  if (input.intent === 'SPAM') add('SPAM', -60 * sure, null);
  const declined = words(DECLINED);
  if (declined !== null) add('NOT_BUYING', -25, declined);

  // An amount, a date or a count in a complaint or a support case is about the past purchase, not the next one.
  if (mayBuy) {
    const budget = stated('budget');
    if (budget !== null) add('BUDGET_STATED', isBuying ? 15 : 8, budget);
    const timeline = coming(input.entities, input.now);
    if (timeline !== null) add('TIMELINE_STATED', isBuying ? 10 : 4, timeline);
    const quantity = stated('quantity');
    if (quantity !== null) add('QUANTITY_STATED', isBuying ? quantityPoints(input.entities) : 3, quantity);
    const product = stated('product');
    if (product !== null) add('CATALOGUE_MATCH', isBuying ? 8 : 4, product);
    const urgency = words(URGENCY);
    if (urgency !== null) add('URGENCY', isBuying ? 5 : 2, urgency);
    if (!isBuying) add('PRICE_QUESTION', words(PRICE) === null ? 0 : 10, words(PRICE));
  }
  if (input.intent !== 'SPAM') {
    const contact = stated('email', 'phone');
    if (contact !== null) add('CONTACT_SHARED', 12, contact);
    const company = stated('company');
    if (company !== null) add('COMPANY_STATED', 8, company);
    const authority = words(AUTHORITY);
    if (authority !== null) add('AUTHORITY', 8, authority);
    if (input.inboundCount > 1) add('ENGAGEMENT', Math.min(8, 2 * (input.inboundCount - 1)), `${input.inboundCount} messages`);
  }

  signals.sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || a.name.localeCompare(b.name));
  const sum = signals.reduce((total, signal) => total + signal.points, BASE);
  return { points: Math.max(0, Math.min(100, sum)), signals };
}

function coming(entities: Entity[], now: Date): string | null {
  const today = now.toISOString().slice(0, 10);
  return (
    entities.find((entity) => entity.kind === 'date' && entity.normalized >= today.slice(0, entity.normalized.length))?.value ??
    null
  );
}

function quantityPoints(entities: Entity[]): number {
  const largest = Math.max(
    0,
    ...entities.filter((entity) => entity.kind === 'quantity').map((entity) => Number.parseFloat(entity.normalized)),
  );
  return largest >= 20 ? 10 : largest >= 5 ? 7 : 4;
}
