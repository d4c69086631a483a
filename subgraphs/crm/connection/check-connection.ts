import { TransientError } from '#kernel/errors/delivery-error.ts';
import { badUserInput, upstreamUnavailable } from '#kernel/errors/public-error.ts';
import type { CrmAccount, CrmConnector, CrmCredentials } from '../connectors/crm-connector.ts';

const MAX_NAME_LENGTH = 100;

/** Throws BAD_USER_INPUT at `field`. */
export const checkDisplayName = (name: string, field: string): string => {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > MAX_NAME_LENGTH) {
    throw badUserInput(field, `displayName must have 1 to ${MAX_NAME_LENGTH} characters.`);
  }
  return trimmed;
};

/** Throws BAD_USER_INPUT at `field` where they are not of the shape that the CRM needs. */
export const parseCredentials = (connector: CrmConnector, value: unknown, field: string): CrmCredentials => {
  const credentials = connector.parseCredentials(value);
  if (credentials === null)
    throw badUserInput(field, 'The credentials are not what the CRM needs: see the description of its kind.');
  return credentials;
};

/**
 * Asks the CRM whether it accepts the connection as it would be stored, and has it make what it lacks. Answers which account it is, null where
 * that does not matter. Throws BAD_USER_INPUT at the field of `fields` that is at fault, UPSTREAM_UNAVAILABLE where the CRM cannot be asked now.
 */
export const verifyConnection = async (
  connector: CrmConnector,
  account: CrmAccount,
  fields: { readonly credentials: string; readonly fieldMapping: string },
): Promise<string | null> => {
  const verification = await connector.prepare(account).catch((error: unknown) => {
    throw error instanceof TransientError ? upstreamUnavailable(`${error.message} Try again later.`, { cause: error }) : error;
  });
  if (verification.kind === 'refused') throw badUserInput(fields[verification.fault], verification.error);
  return verification.accountId ?? null;
};
