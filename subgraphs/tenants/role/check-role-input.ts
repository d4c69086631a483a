import { isScope } from '#kernel/auth/scopes.ts';
import { badUserInput } from '#kernel/errors/public-error.ts';

const MAX_NAME_LENGTH = 60;

/** The name as it is kept. Throws BAD_USER_INPUT. */
export const checkRoleName = (name: string): string => {
  const kept = name.trim();
  if (kept === '' || kept.length > MAX_NAME_LENGTH)
    throw badUserInput('name', `name must have 1 to ${MAX_NAME_LENGTH} characters.`);
  return kept;
};

/** The scopes as they are kept: each once, in order. Throws BAD_USER_INPUT for one that does not exist. */
export const checkScopes = (scopes: readonly string[]): string[] => {
  const unknown = scopes.find((scope) => !isScope(scope));
  if (unknown !== undefined)
    throw badUserInput('scopes', `${JSON.stringify(unknown)} is no scope; the query "scopes" lists them.`);
  return [...new Set(scopes)].sort();
};
