/** What the customer wrote since they were last answered, oldest first; of a page that is newest first. */
export function unanswered<Message extends { readonly direction: string }>(messages: readonly Message[]): Message[] {
  const answered = messages.findIndex(({ direction }) => direction === 'OUTBOUND');
  return messages.slice(0, answered < 0 ? undefined : answered).toReversed();
}

/** The latest reply that somebody wrote by hand after `since` (ISO 8601): another one would be the second answer to the same message. */
export const answeredByHand = <Message extends { readonly authorKind: string; readonly sentAt: string }>(
  messages: readonly Message[],
  since: string,
): Message | null =>
  messages.find(({ authorKind, sentAt }) => authorKind === 'MEMBER' && Date.parse(sentAt) > Date.parse(since)) ?? null;
