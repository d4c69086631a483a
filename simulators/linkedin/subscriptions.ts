import { z } from 'zod';
import type { Answer, Call } from '../harness/call.ts';
import type { Member } from './authenticate-member.ts';
import { accessDenied, badRequest, LinkedInError, notFound } from './linkedin-error.ts';
import type { LinkedInWorld } from './linkedin-world.ts';
import { decodeUrn } from './urns.ts';

const DAY_MS = 86_400_000;
const bodySchema = z.strictObject({ webhook: z.url() });

/** One subscription of an application, a member, an organisation and a kind of event: put, read and deleted by that key. */
export function answerSubscription(world: LinkedInWorld, member: Member, key: string, call: Call): Answer {
  const organization = checkKey(key, member);
  const name = `${member.urn} ${organization}`;
  if (!member.isAdministrator) throw accessDenied(`${call.method} /eventSubscriptions`);
  const known = world.subscriptions.get(name);
  switch (call.method) {
    case 'PUT': {
      const body = bodySchema.safeParse(call.body.kind === 'json' ? call.body.value : null);
      if (!body.success) throw badRequest('The request body is not an event subscription: webhook is an address', 'INVALID_BODY');
      const expiresAt = Date.now() + world.settings.subscriptionDays * DAY_MS;
      world.subscriptions.set(name, { organization, webhook: body.data.webhook, expiresAt });
      return { status: 204 };
    }
    case 'GET':
      if (!known || known.expiresAt <= Date.now()) throw notFound('Event subscription not found');
      return { status: 200, body: { webhook: known.webhook, expiresAt: known.expiresAt } };
    case 'DELETE':
      world.subscriptions.delete(name);
      return { status: 204 };
    default:
      throw new LinkedInError(405, 'Method not allowed');
  }
}

const KEY = /^\(developerApplication:([^,()]+),user:([^,()]+),entity:([^,()]+),eventType:([A-Z_]+)\)$/;

function checkKey(key: string, member: Member): string {
  const [, application = '', user = '', entity = '', eventType] = KEY.exec(key) ?? [];
  if (eventType !== 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS') throw badRequest('Syntax exception in path variables');
  if (!/^urn:li:developerApplication:\d+$/.test(decodeUrn(application))) throw badRequest('Invalid developerApplication');
  const organization = /^urn:li:organization:(\d+)$/.exec(decodeUrn(entity))?.[1];
  if (organization === undefined) throw badRequest('Invalid entity');
  if (decodeUrn(user) !== member.urn || organization !== member.organization) throw accessDenied('eventSubscriptions');
  return organization;
}
