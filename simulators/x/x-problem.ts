import type { Answer } from '../harness/call.ts';

/** Thrown anywhere below the router, which turns it into X's problem object. */
export class XProblem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly more: Record<string, unknown> = {},
    readonly type = 'about:blank',
  ) {
    super(detail);
  }
}

const problems = 'https://api.x.com/2/problems';

export const unauthorized = (): XProblem => new XProblem(401, 'Unauthorized', 'Unauthorized');
export const forbidden = (detail: string): XProblem => new XProblem(403, 'Forbidden', detail);
export const notFound = (): XProblem => new XProblem(404, 'Not Found', 'Not Found');

/** `parameter`: as X points to it, `$.text` in a body and `max_results` in a query. */
export const invalidRequest = (parameter: string, value: unknown, message: string): XProblem =>
  new XProblem(
    400,
    'Invalid Request',
    'One or more parameters to your request was invalid.',
    { errors: [{ parameters: { [parameter]: [String(value ?? '')] }, message }] },
    `${problems}/invalid-request`,
  );

export const unsupportedAuthentication = (used: string, wanted: string): XProblem =>
  new XProblem(
    403,
    'Unsupported Authentication',
    `Authenticating with ${used} is forbidden for this endpoint. Supported authentication types are [${wanted}].`,
    {},
    `${problems}/unsupported-authentication`,
  );

/** Within a 200: X answers so where one of several resources is not there, and where the only one is not. */
export const resourceNotFound = (type: string, id: string): Record<string, unknown> => ({
  value: id,
  resource_id: id,
  resource_type: type,
  parameter: 'id',
  title: 'Not Found Error',
  detail: `Could not find ${type} with id: [${id}].`,
  type: `${problems}/resource-not-found`,
});

export const problemAnswer = (problem: XProblem): Answer => ({
  status: problem.status,
  body: { ...problem.more, title: problem.title, detail: problem.detail, type: problem.type, status: problem.status },
});
