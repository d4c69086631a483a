/** Contacts are upserted by it: our id of the lead, in a property that HubSpot keeps unique. */
export const LEAD_ID_PROPERTY = 'parley_lead_id';

export interface OwnProperty {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'string' | 'number';
  readonly fieldType: 'text' | 'textarea' | 'number';
  readonly hasUniqueValue: boolean;
}

const own = (name: string, label: string, description: string, more: Partial<OwnProperty> = {}): OwnProperty => ({
  ...{ name, label, description, type: 'string', fieldType: 'text', hasUniqueValue: false },
  ...more,
});

/** What a new account lacks: made when a connection is verified, where its credentials may do that. */
export const OWN_PROPERTIES: readonly OwnProperty[] = [
  own(
    LEAD_ID_PROPERTY,
    'Parley lead ID',
    'The lead in Parley that this contact is. Do not edit: Parley finds the contact by it.',
    {
      hasUniqueValue: true,
    },
  ),
  own('parley_tier', 'Parley tier', 'Hot, Warm or Cold, as Parley scored the lead.'),
  own('parley_points', 'Parley points', 'The lead’s score in Parley.', { type: 'number', fieldType: 'number' }),
  own('parley_signals', 'Parley signals', 'What the score is made of.', { fieldType: 'textarea' }),
  own('parley_stage', 'Parley stage', 'The lead’s stage in Parley.'),
  own('parley_platform', 'Parley platform', 'Where the person wrote to you.'),
];
