/**
 * What people at the CRM made of a record. CONVERTED is said of this very lead, CUSTOMER of the person, whenever that was; OPEN is all that is
 * neither won nor given up.
 */
export type CrmStanding = 'OPEN' | 'CUSTOMER' | 'CONVERTED' | 'LOST';

export type StandingNews = 'CUSTOMER_BEFORE' | 'CONVERTED' | 'LOST';

const isWon = (standing: CrmStanding | null): boolean => standing === 'CUSTOMER' || standing === 'CONVERTED';

/**
 * What a look says that is worth telling, after what the one before saw (null: it is the first). What stood there at the first look, soon after
 * the lead was written, was so before: it says what the person is, and not what became of the lead.
 */
export const newsOf = (before: CrmStanding | null, now: CrmStanding): StandingNews | null => {
  if (now === 'OPEN' || now === before || (isWon(before) && isWon(now))) return null;
  if (now === 'CONVERTED') return 'CONVERTED';
  if (before === null) return now === 'CUSTOMER' ? 'CUSTOMER_BEFORE' : null;
  return now === 'CUSTOMER' ? 'CONVERTED' : 'LOST';
};
