/** The API refused or did not answer. `code` is its `extensions.code`, or UNREACHABLE. */
export class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** The first error that leaves nothing to show. Errors beside data are fields whose owner is away: they are null, and the rest stands. */
export function refusalIn({ data, errors }) {
  const [first] = errors ?? [];
  if (first === undefined || data) return null;
  return new Refusal(first.extensions?.code ?? 'INTERNAL_SERVER_ERROR', first.message);
}

/** Queries and mutations by POST, as the bearer of `token`. Answers `data`, or throws a Refusal. */
export function asker(token) {
  return async (query, variables = {}) => {
    let body;
    try {
      const response = await fetch('graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(20_000),
      });
      body = await response.json();
    } catch {
      throw new Refusal('UNREACHABLE', 'Parley does not answer at the moment. Nothing is lost: try again.');
    }
    const refusal = refusalIn(body);
    if (refusal) throw refusal;
    return body.data;
  };
}
