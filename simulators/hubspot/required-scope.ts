import { HubspotError } from './hubspot-error.ts';
import type { HubspotWorld } from './hubspot-world.ts';

/** The scope that a call needs (developers.hubspot.com, scopes): notes go with the scopes of contacts. */
export function requireScope(world: HubspotWorld, segments: readonly string[], method: string): void {
  const [, , area, , verb, action] = segments;
  const isRead = method === 'GET' || verb === 'search' || action === 'read' || segments.at(-1) === 'read';
  const scope =
    area === 'properties'
      ? `crm.schemas.contacts.${isRead ? 'read' : 'write'}`
      : `crm.objects.contacts.${isRead ? 'read' : 'write'}`;
  if (segments[0] !== 'crm' || !world.settings.missingScopes.includes(scope)) return;
  throw new HubspotError("This app hasn't been granted all required scopes to make this call.", {
    ...{ status: 403, category: 'MISSING_SCOPES' },
    more: {
      errors: [{ message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: [scope] } }],
    },
  });
}
