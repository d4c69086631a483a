import type { Session } from '../../session/session.tsx';

export interface GivenRole {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

type Giver = Pick<Session, 'roles' | 'may'>;

const OWNER = 'owner';

/** As the API has it: only owners make owners, and nobody gives what their own role does not allow. */
export const mayGive = ({ roles, may }: Giver, { name, scopes }: GivenRole): boolean =>
  roles.includes(OWNER) || (name !== OWNER && scopes.every(may));

/** Only an owner takes anything from an owner. */
export const mayTake = ({ roles }: Pick<Giver, 'roles'>, { name }: { readonly name: string }): boolean =>
  roles.includes(OWNER) || name !== OWNER;
