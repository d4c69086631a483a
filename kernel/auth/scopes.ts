/** Every scope that a role or a key may be given, with what it lets its holder do. */
export const scopeCatalogue: Readonly<Record<string, string>> = {
  'conversations:read': 'See channels, conversations, contacts and messages.',
  'conversations:write': 'Send messages, write notes, assign, label, snooze and close conversations.',
  'channels:manage': 'Connect and disconnect channels, and replace their credentials.',
  'contacts:pii': "See and look up contacts' e-mail addresses, phone numbers and platform ids, and the passages that show them.",
  'contacts:erase': 'Erase a person from every store.',
  'leads:read': 'See leads, their scores and the contacts behind them.',
  'leads:write': "Set a lead's stage, override its tier, and say where tiers are cut.",
  'runs:read': 'See what the agents did with a message, and what it cost.',
  'runs:inspect': 'See what the models were shown and what they said.',
  'reviews:read': 'See the replies that wait for a human, and what became of them.',
  'reviews:decide': 'Claim reviews, and approve, edit or reject their drafts.',
  'knowledge:read': 'See and search the knowledge base.',
  'knowledge:write': 'Add, change and remove knowledge, and try replies out.',
  'ai:read': "See the agents' settings, their calibration and their spend.",
  'ai:configure': 'Change thresholds, persona and budget, and switch automatic replies on and off.',
  'crm:read': 'See CRM connections and what was written through them.',
  'crm:manage': 'Connect CRMs, map their fields, and start reconciliations.',
  'members:read': 'See members with their e-mail addresses, and roles.',
  'members:manage': 'Invite, disable and re-enable members, define roles, and make API keys.',
  'operations:read': 'See alerts, dead letters and the state of the system.',
  'operations:manage': 'Acknowledge alerts, and replay or discard dead letters.',
  'audit:read': 'See who did what.',
  'webhooks:manage': 'Register outgoing webhooks, and remove them.',
};

export const isScope = (name: string): boolean => Object.hasOwn(scopeCatalogue, name);

/** What one may change one may see: `crm:manage` implies `crm:read`. Channels belong to the conversations' domain. */
function impliedBy(scope: string): string | undefined {
  const read = scope === 'channels:manage' ? 'conversations:read' : scope.replace(/:[^:]+$/, ':read');
  return read !== scope && isScope(read) ? read : undefined;
}

export function withImpliedScopes(scopes: Iterable<string>): Set<string> {
  const all = new Set(scopes);
  for (const scope of [...all]) {
    const implied = impliedBy(scope);
    if (implied !== undefined) all.add(implied);
  }
  return all;
}
