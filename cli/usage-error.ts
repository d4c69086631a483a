/** The command was asked for something it cannot do; its message is all that is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
