import type { Call } from '../harness/call.ts';
import { badRequest, LinkedInError } from './linkedin-error.ts';
import type { LinkedInWorld } from './linkedin-world.ts';

/** Who calls: the member of one organisation, which they administer as long as the role was not taken from them. */
export interface Member {
  readonly urn: string;
  /** The number of the organisation. */
  readonly organization: string;
  readonly isAdministrator: boolean;
}

const DAY_MS = 86_400_000;

/** In the order in which LinkedIn looks: the version, the protocol, the token, the quota. */
export function authenticateMember(world: LinkedInWorld, call: Call): Member {
  checkVersion(world, call.headers['linkedin-version']);
  if (call.headers['x-restli-protocol-version'] !== '2.0.0') throw badRequest('Syntax exception in path variables');
  const member = memberOf(world, call);
  if (!world.spend('calls', world.settings.callsPerDay, DAY_MS)) {
    throw new LinkedInError(
      429,
      'Resource level throttle APPLICATION DAY limit for calls to this resource is reached.',
      'TOO_MANY_REQUESTS',
      101,
    );
  }
  return member;
}

function checkVersion({ settings }: LinkedInWorld, version: string | string[] | undefined): void {
  if (version === undefined) {
    throw badRequest(
      'A version must be present. Please specify a version by adding the LinkedIn-Version header.',
      'VERSION_MISSING',
    );
  }
  const { oldestVersion, newestVersion } = settings;
  if (typeof version !== 'string' || !/^\d{6}(\.\d{2})?$/.test(version)) {
    throw badRequest('The version in the LinkedIn-Version header is not of the form YYYYMM.', 'INVALID_VERSION');
  }
  if (version.slice(0, 6) < oldestVersion || version.slice(0, 6) > newestVersion) {
    throw new LinkedInError(426, `Requested version ${version.slice(0, 6)}01 is not active`, 'NONEXISTENT_VERSION');
  }
}

function memberOf({ settings }: LinkedInWorld, call: Call): Member {
  const token = /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new LinkedInError(401, 'Empty oauth2 access token', 'EMPTY_ACCESS_TOKEN', 65_604);
  const organization = /^li-sim-(\d+)(?:-\w+)?$/.exec(token)?.[1];
  if (organization === undefined) throw new LinkedInError(401, 'Invalid access token', 'INVALID_ACCESS_TOKEN', 65_600);
  if (settings.revokedOrganizations.includes(organization)) {
    throw new LinkedInError(401, 'The token used in the request has been revoked by the user', 'REVOKED_ACCESS_TOKEN', 65_601);
  }
  if (settings.expiredOrganizations.includes(organization)) {
    throw new LinkedInError(401, 'The token used in the request has expired', 'EXPIRED_ACCESS_TOKEN', 65_602);
  }
  return { urn: `urn:li:person:admin${organization}`, organization, isAdministrator: !settings.roleLost.includes(organization) };
}
