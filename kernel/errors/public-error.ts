/** The codes of the public contract (`extensions.code`); a client may branch on them, so none is ever renamed. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'CURSOR_EXPIRED'
  | 'UPSTREAM_UNAVAILABLE';

/**
 * An outcome that the caller can act on. Its message is shown to the caller as it stands, so it says what is wrong and
 * what to do, and holds nothing of a person or of another tenant. `detail` travels as GraphQL extensions.
 */
export class PublicError extends Error {
  override readonly name = 'PublicError';
  readonly code: ErrorCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, detail: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.detail = detail;
  }
}

/** `field` names the argument or input field at fault, in GraphQL's spelling: `input.accountId`. */
export const badUserInput = (field: string, message: string): PublicError =>
  new PublicError('BAD_USER_INPUT', message, { field });

/** Another tenant's id gets the same answer as an id that was never given out. */
export const notFound = (what: string): PublicError => new PublicError('NOT_FOUND', `${what} was not found.`);

export const conflict = (message: string): PublicError => new PublicError('CONFLICT', message);

export const unauthenticated = (message: string): PublicError => new PublicError('UNAUTHENTICATED', message);

export const cursorExpired = (): PublicError =>
  new PublicError(
    'CURSOR_EXPIRED',
    'The cursor is older than the feed keeps. Query again and subscribe after the new session.eventCursor.',
  );

export const upstreamUnavailable = (message: string, options?: ErrorOptions): PublicError =>
  new PublicError('UPSTREAM_UNAVAILABLE', message, {}, options);
