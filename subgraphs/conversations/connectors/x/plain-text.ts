import type { XLink } from './webhook-schema.ts';

/**
 * What the person wrote: X hands texts out with `&`, `<` and `>` as HTML entities and every address as a t.co one (recalled from the
 * documents on entities; a text without them stays as it is).
 */
export function plainText(text: string, links: readonly XLink[] = []): string {
  const expanded = links.reduce(
    (rest, link) => (link.expanded_url ? rest.replaceAll(link.url, () => asWritten(link)) : rest),
    text,
  );
  return expanded.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').toWellFormed();
}

/** An address that was written without its scheme is expanded to one with `http://`. */
function asWritten({ expanded_url: expanded = '', display_url: display }: XLink): string {
  return display !== undefined && expanded === `http://${display}` ? display : expanded;
}
