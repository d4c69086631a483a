import type { Answer, Call } from '../harness/call.ts';
import { authenticateMember } from './authenticate-member.ts';
import { answerComments } from './comments.ts';
import { LinkedInError, linkedinErrorAnswer, notFound } from './linkedin-error.ts';
import type { LinkedInWorld } from './linkedin-world.ts';
import { answerNotifications } from './pull-notifications.ts';
import { refreshToken } from './refresh-token.ts';
import { answerRoles } from './roles.ts';
import { answerSubscription } from './subscriptions.ts';
import { decodeUrn } from './urns.ts';
import type { WebhookDeliveries } from './webhook-deliveries.ts';

export function answerRest(world: LinkedInWorld, deliveries: WebhookDeliveries, call: Call): Answer {
  try {
    if (call.path === '/oauth/v2/accessToken') return refreshToken(world, call);
    if (!call.path.startsWith('/rest/')) throw notFound(`No virtual resource found: ${call.path}`);
    const member = authenticateMember(world, call);
    const [, resource = '', key, edge, ...rest] = call.path.slice('/rest'.length).split('/');
    const places = [key, edge, ...rest].filter((part) => part !== undefined).length;
    if (resource === 'organizationAcls' && places === 0) return answerRoles(member, call);
    if (resource === 'organizationalEntityNotifications' && places === 0) return answerNotifications(world, member, call);
    if (resource === 'eventSubscriptions' && key !== undefined && places === 1)
      return answerSubscription(world, member, key, call);
    if (resource === 'socialActions' && key !== undefined && edge === 'comments' && places === 2) {
      return answerComments(world, deliveries, member, decodeUrn(key), call);
    }
    throw notFound(`No virtual resource found for: ${call.method} /${resource}`);
  } catch (error) {
    if (error instanceof LinkedInError) return linkedinErrorAnswer(error);
    throw error;
  }
}
