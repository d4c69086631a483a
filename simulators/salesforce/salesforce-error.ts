import type { Answer } from '../harness/call.ts';

/** Thrown anywhere below the router, which turns it into Salesforce's list of errors. */
export class SalesforceError extends Error {
  constructor(
    readonly errorCode: string,
    message: string,
    readonly fields?: string[],
    readonly status = 400,
    /** Goes into the body beside the message (a duplicate rule's result). */
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
  }
}

export function notFound(message = 'The requested resource does not exist'): SalesforceError {
  return new SalesforceError('NOT_FOUND', message, undefined, 404);
}

export function salesforceErrorAnswer(error: SalesforceError): Answer {
  const { errorCode, message, fields, details } = error;
  return { status: error.status, body: [{ ...details, message, errorCode, ...(fields ? { fields } : {}) }] };
}
