import { randomUUID } from 'node:crypto';
import type { Answer } from '../harness/call.ts';

export interface ErrorDetails {
  readonly status?: number;
  readonly category?: string;
  readonly subCategory?: string;
  /** Beside the message: `errors`, `context`, `policyName`. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere below the router, which turns it into HubSpot's body. */
export class HubspotError extends Error {
  readonly details: ErrorDetails;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message);
    this.details = details;
  }
}

export const invalid = (message: string, more: Readonly<Record<string, unknown>> = {}): HubspotError =>
  new HubspotError(message, { category: 'VALIDATION_ERROR', more });

export const notFound = (message = 'resource not found'): HubspotError =>
  new HubspotError(message, { status: 404, category: 'OBJECT_NOT_FOUND' });

export const methodNotAllowed = (): HubspotError =>
  new HubspotError('HTTP 405 Method Not Allowed', { status: 405, category: 'METHOD_NOT_ALLOWED' });

export function hubspotErrorAnswer({ message, details }: HubspotError): Answer {
  const { status = 400, category, subCategory, more, headers } = details;
  return {
    status,
    headers: { ...headers },
    body: {
      status: 'error',
      message,
      correlationId: randomUUID(),
      ...(category === undefined ? {} : { category }),
      ...(subCategory === undefined ? {} : { subCategory }),
      ...more,
    },
  };
}

/** One row of a multi-status answer (the SDK's `StandardError`). */
export interface RowError {
  readonly status: 'error';
  readonly category: string;
  readonly message: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
  readonly errors: readonly unknown[];
  readonly links: Readonly<Record<string, string>>;
}

export const rowError = ({ message, details }: HubspotError, context: RowError['context']): RowError => ({
  status: 'error',
  category: details.category ?? 'VALIDATION_ERROR',
  message,
  context,
  errors: [],
  links: {},
});
