import { randomUUID } from 'node:crypto';
import type { CrmActivityRecord, CrmLead } from '../connectors/crm-connector.ts';

/** A lead of which everything is known, but for what the spec says otherwise. */
export const makeLead = ({ leadId = randomUUID(), ...given }: Partial<CrmLead> = {}): CrmLead => ({
  leadId,
  contactId: randomUUID(),
  isNew: true,
  isNameLate: false,
  platform: 'FACEBOOK',
  tier: 'WARM',
  points: 45,
  stage: 'NEW',
  signals: ['asks-for-price', 'wants-to-buy'],
  displayName: 'Ada Maria Fischer',
  // of its own: a CRM may have one record of an address
  email: `${leadId}.ada@fischer.example`,
  phone: '+49 30 1234567',
  company: 'Fischer & Töchter',
  ...given,
});

export const makeActivity = (leadExternalId: string, given: Partial<CrmActivityRecord> = {}): CrmActivityRecord => ({
  activityId: randomUUID(),
  leadExternalId,
  isHot: false,
  subject: 'Parley: reply sent',
  text: 'The oak table costs 1,200 €.',
  at: new Date('2026-11-20T10:00:00Z'),
  ...given,
});
