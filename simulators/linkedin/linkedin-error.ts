import type { Answer } from '../harness/call.ts';

/** Thrown anywhere below the router, which turns it into the API's error body. */
export class LinkedInError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code?: string,
    readonly serviceErrorCode?: number,
  ) {
    super(message);
  }
}

export const badRequest = (message: string, code = 'ILLEGAL_ARGUMENT'): LinkedInError => new LinkedInError(400, message, code);
export const notFound = (message: string): LinkedInError => new LinkedInError(404, message, 'NOT_FOUND');
export const accessDenied = (what: string): LinkedInError =>
  new LinkedInError(403, `Not enough permissions to access: ${what}`, 'ACCESS_DENIED', 100);

export function linkedinErrorAnswer({ status, message, code, serviceErrorCode }: LinkedInError): Answer {
  return {
    status,
    headers: { 'x-restli-error-response': 'true', 'x-restli-protocol-version': '2.0.0' },
    body: {
      status,
      ...(serviceErrorCode === undefined ? {} : { serviceErrorCode }),
      ...(code === undefined ? {} : { code }),
      message,
    },
  };
}
