import type { TextId } from '../../i18n/language.tsx';

const KNOWN: Readonly<Record<string, TextId>> = {
  BUYING_INTENT: 'signal.BUYING_INTENT',
  BUDGET_STATED: 'signal.BUDGET_STATED',
  CATALOGUE_MATCH: 'signal.CATALOGUE_MATCH',
  TIMELINE_STATED: 'signal.TIMELINE_STATED',
  CONTACT_SHARED: 'signal.CONTACT_SHARED',
  COMPANY_STATED: 'signal.COMPANY_STATED',
  QUANTITY_STATED: 'signal.QUANTITY_STATED',
  AUTHORITY: 'signal.AUTHORITY',
  ENGAGEMENT: 'signal.ENGAGEMENT',
  URGENCY: 'signal.URGENCY',
  PRICE_QUESTION: 'signal.PRICE_QUESTION',
  SATISFIED: 'signal.SATISFIED',
  COMPLAINT: 'signal.COMPLAINT',
  SUPPORT_REQUEST: 'signal.SUPPORT_REQUEST',
  NOT_BUYING: 'signal.NOT_BUYING',
  RECENCY: 'signal.RECENCY',
  CUSTOMER: 'signal.CUSTOMER',
  PLATFORM: 'signal.PLATFORM',
  RULES: 'signal.RULES',
};

/** In the reader's words; one that is newer than this console by the name that the API gives. */
export const signalName = (name: string, text: (id: TextId) => string): string => {
  const known = KNOWN[name];
  return known ? text(known) : name.replaceAll(/[-_]/g, ' ').toLowerCase();
};
