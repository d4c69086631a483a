import { createHash, timingSafeEqual } from 'node:crypto';
import type { Route, RouteRequest, RouteResponse } from '#kernel/runtime/define-subgraph.ts';
import type { PlatformContext } from '#kernel/runtime/platform-context.ts';
import type { PlatformConnector } from '../connectors/platform-connector.ts';
import { InboundAppender } from './inbound-appender.ts';

/**
 * A platform's webhook door. Before the 200 stands nothing but the signature and one durable write: a slow or failing hook is switched
 * off by the platform, and a body that cannot be read is no reason to fail.
 */
export function webhookRoutes(
  connector: PlatformConnector,
  verifyToken: string,
  context: PlatformContext,
  onAppended: () => void,
): readonly Route[] {
  const { platform } = connector;
  const path = `/webhooks/${platform.toLowerCase()}`;
  const appender = new InboundAppender(context);
  const accepted = context.metrics.counter('webhooks_accepted_total', 'Webhooks written to the inbound log.', ['platform']);
  const rejected = context.metrics.counter('webhooks_rejected_total', 'Webhooks refused or not stored, by reason.', [
    'platform',
    'reason',
  ]);
  const refuse = (status: number, reason: string, body: string): RouteResponse => {
    rejected.inc({ platform, reason });
    return text(status, body);
  };

  const challenge = ({ url }: RouteRequest): RouteResponse => {
    const shown = url.searchParams.get('hub.verify_token');
    const isRight = url.searchParams.get('hub.mode') === 'subscribe' && shown !== null && isSame(shown, verifyToken);
    return isRight ? text(200, url.searchParams.get('hub.challenge') ?? '') : refuse(403, 'verify-token', 'Forbidden');
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
    return text(200, 'EVENT_RECEIVED');
  };

  return [
    { method: 'GET', path, handle: challenge },
    { method: 'POST', path, handle: receive },
  ];
}

const text = (status: number, body: string): RouteResponse => ({
  status,
  // the challenge is the caller's own text: it is never to be taken for a page
  headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  body,
});

/** Over digests, so that neither length nor content shows in the time. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
