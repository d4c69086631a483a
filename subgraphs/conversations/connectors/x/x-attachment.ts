import type { InboundAttachment } from '../inbound-item.ts';
import { webAddress } from '../web-address.ts';

export const xAttachment = (kind: string, url: string | undefined): InboundAttachment => ({ kind, url: webAddress(url) });
