/** What a reply may be filled with; null or empty: nobody knows it, and whoever writes fills it in. */
export interface ReplyValues {
  readonly contactName: string | null;
  readonly agentName: string | null;
  readonly channelName: string | null;
}

/** As the API takes them. */
export const VARIABLES = ['contact.name', 'contact.firstName', 'agent.name', 'channel.name'] as const;

const IN_BRACES = /\{\{([^{}]*)\}\}/g;

/** The text with what is known in the place of its variables. Those without a value stay as they are written. */
export function fillReply(text: string, { contactName, agentName, channelName }: ReplyValues): string {
  const contact = contactName?.trim();
  const known = new Map<string, string | undefined>([
    ['contact.name', contact],
    ['contact.firstName', contact?.split(/\s+/)[0]],
    ['agent.name', agentName?.trim()],
    ['channel.name', channelName?.trim()],
  ]);
  return text.replace(IN_BRACES, (_written, name: string) => known.get(name.trim()) || `{{${name.trim()}}}`);
}

/** What goes in front of a text: a word that stands there is not to run into it. */
export const spaced = (filled: string, after: string): string =>
  /^[\p{L}\p{N}]/u.test(after) && !/\s$/.test(filled) ? `${filled} ` : filled;

/** The variables that a text still holds, each once, in their order. */
export const openVariables = (text: string): string[] => [...new Set(text.match(IN_BRACES) ?? [])];

export interface Slash {
  /** Where it stands. */
  readonly from: number;
  /** What was typed after it, to find a reply by. */
  readonly query: string;
}

const LONGEST_QUERY = 60;

/** The slash that the caret stands behind, where it begins a word: none in an address, in "and/or" or in "1 / 2". */
export function slashBefore(text: string, caret: number): Slash | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf('/');
  const query = before.slice(from + 1);
  if (from < 0 || query.length > LONGEST_QUERY || query.includes('\n') || query.startsWith(' ')) return null;
  return from === 0 || /\s/.test(before.charAt(from - 1)) ? { from, query } : null;
}

/** Those whose name or text has every word; a name that begins with what was typed comes first. */
export function findReplies<Reply extends { readonly name: string; readonly text: string }>(
  replies: readonly Reply[],
  query: string,
): Reply[] {
  const wanted = query.toLowerCase().trim();
  const words = wanted.split(/\s+/);
  const begins = ({ name }: Reply): number => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return replies
    .filter(({ name, text }) => words.every((word) => `${name} ${text}`.toLowerCase().includes(word)))
    .sort((a, b) => begins(a) - begins(b));
}
