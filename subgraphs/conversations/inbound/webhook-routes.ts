import type { Route, RouteRequest, RouteResponse } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import type { InboundAppender } from './inbound-appender.ts';

/**
 * A platform's webhook door. Before the 200 stands nothing but the signature and one durable write: a slow or failing hook is switched
 * off by the platform, and a body that cannot be read is no reason to fail.
 */
export function webhookRoutes(
  connector: PlatformConnector,
  appender: InboundAppender,
  context: PlatformContext,
  onAppended: () => void,
): readonly Route[] {
  const { platform } = connector;
  const path = `/webhooks/${platform.toLowerCase()}`;
  const accepted = context.metrics.counter('webhooks_accepted_total', 'Webhooks written to the inbound log.', ['platform']);
  const rejected = context.metrics.counter('webhooks_rejected_total', 'Webhooks refused or not stored, by reason.', [
    'platform',
    'reason',
  ]);
  const refuse = (status: number, reason: string, body: string): RouteResponse => {
    rejected.inc({ platform, reason });
    return say(status, body);
  };

  const challenge = ({ url }: RouteRequest): RouteResponse => {
    const answer = connector.challenge(url.searchParams);
    return answer ? say(200, answer.body, answer.contentType) : refuse(403, 'challenge', 'Forbidden');
  };

  const receive = async ({ headers, body }: RouteRequest): Promise<RouteResponse> => {
    const signature = connector.verifySignature(headers, body);
    if (signature !== 'right') return refuse(401, `signature-${signature}`, 'Unauthorized');
    try {
      await appender.append(platform, body, { canWait: connector.isReport(body) });
    } catch (error) {
      context.logger.error({ err: error, platform }, 'a webhook could not be stored; the platform is asked to send it again');
      return refuse(500, 'not-stored', 'Not stored');
    }
    accepted.inc({ platform });
    onAppended();
    return say(200, 'EVENT_RECEIVED');
  };

  return [
    { method: 'GET', path, handle: challenge },
    { method: 'POST', path, handle: receive },
  ];
}

const say = (status: number, body: string, contentType = 'text/plain'): RouteResponse => ({
  status,
  // the challenge is the caller's own text: it is never to be taken for a page
  headers: { 'content-type': `${contentType}; charset=utf-8`, 'x-content-type-options': 'nosniff' },
  body,
});
