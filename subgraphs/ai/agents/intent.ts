/** As in the public schema; the order is the order of the classifier's classes. */
export const INTENTS = ['SALES', 'SUPPORT', 'COMPLAINT', 'PRAISE', 'GENERAL', 'SPAM'] as const;

export type Intent = (typeof INTENTS)[number];
