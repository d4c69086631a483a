import { scopeCatalogue } from '#kernel/auth/scopes.ts';

export const OWNER = 'owner';

const all = Object.keys(scopeCatalogue);
const seeing = [
  'conversations:read',
  'leads:read',
  'runs:read',
  'reviews:read',
  'knowledge:read',
  'ai:read',
  'crm:read',
  'members:read',
  'operations:read',
];

/** What the roles that every tenant has allow. An owner differs from an admin in that only owners make and change owners. */
export const builtInRoles: Readonly<Record<string, readonly string[]>> = {
  [OWNER]: all,
  admin: all,
  reviewer: [...seeing, 'conversations:write', 'contacts:pii', 'leads:write', 'reviews:decide', 'knowledge:write'],
  analyst: seeing,
  // an API key's own list says everything
  integration: [],
};
