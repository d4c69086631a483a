import type { ReplyRequest } from '../connectors/model-provider.ts';
import type { Tier } from '../connectors/models-file.ts';

/** Which models write a reply. Pure: the same request is always of the same tier. */
export function chooseTier(request: ReplyRequest): Tier {
  const questions = request.text.split('?').length - 1;
  const words = request.text.split(/\s+/).length;
  if (request.intent === 'COMPLAINT' || words > 80 || questions > 2) return 'complex';
  return words > 30 || questions > 1 ? 'middle' : 'simple';
}
