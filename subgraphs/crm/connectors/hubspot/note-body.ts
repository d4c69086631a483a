import type { CrmActivityRecord } from '../crm-connector.ts';
import { clip } from './hubspot-fields.ts';

/** HubSpot's own limit (notes guide): the body is HTML, so escapes count. */
const MAX_BODY_LENGTH = 65_536;
const MARKER = /Parley activity ([0-9a-f-]{36})/;
// the longest escape is five characters for one
const MAX_ESCAPED = MAX_BODY_LENGTH - 2_000;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': '<br>' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>\n]/g, (character) => ESCAPES[character] ?? character);

/** Ends with our id: HubSpot has no key against a second note, and nothing promises that a comment in HTML outlives its editor. */
export function noteBody({ activityId, subject, text }: CrmActivityRecord): string {
  const head = `<p><strong>${escapeHtml(clip(subject, 200))}</strong></p>`;
  return `${head}<p>${escapeHtml(fitting(text))}</p><p>Parley activity ${activityId}</p>`;
}

export const activityIdOf = (body: string | null | undefined): string | null => MARKER.exec(body ?? '')?.[1] ?? null;

/** As much of the text as fits when it is escaped. */
function fitting(text: string): string {
  if (escapeHtml(text).length <= MAX_ESCAPED) return text;
  let fits = clip(text, MAX_ESCAPED);
  while (escapeHtml(fits).length > MAX_ESCAPED) fits = clip(fits, Math.floor(fits.length * 0.9));
  return fits;
}
