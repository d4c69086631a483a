/** What the customer wrote since they were last answered, oldest first; of a page that is newest first. */
export function unanswered<Message extends { readonly direction: string }>(messages: readonly Message[]): readonly Message[] {
  const answered = messages.findIndex(({ direction }) => direction === 'OUTBOUND');
  return messages.slice(0, answered < 0 ? undefined : answered).toReversed();
}
