import type { InboundAttachment } from '../inbound-item.ts';

/** Nothing is ever fetched from it; a reader's browser might, so that it can only be a web address. */
export const xAttachment = (kind: string, url: string | undefined): InboundAttachment => ({
  kind,
  url: url !== undefined && url.length <= 4000 && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null,
});
