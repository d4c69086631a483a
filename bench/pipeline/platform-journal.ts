interface Entry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly request: { readonly recipient?: { readonly id?: string }; readonly message?: object } | null;
}

/** When each person was answered, in milliseconds since 1970. */
export type Answered = ReadonlyMap<string, number>;

/** Throws when somebody was answered twice. */
export async function readAnswers(simulatorsUrl: string): Promise<Answered> {
  const response = await fetch(`${simulatorsUrl}/facebook/_journal`);
  const answered = new Map<string, number>();
  for (const { at, method, path, request } of (await response.json()) as Entry[]) {
    const psid = request?.recipient?.id;
    // that somebody is typing is no answer
    if (method !== 'POST' || !path.endsWith('/messages') || psid === undefined || !request?.message) continue;
    if (answered.has(psid)) throw new Error(`${psid} was answered twice`);
    answered.set(psid, Date.parse(at));
  }
  return answered;
}

export async function emptyJournals(simulatorsUrl: string): Promise<void> {
  for (const service of ['facebook', 'salesforce', 'openai'])
    await fetch(`${simulatorsUrl}/${service}/_journal`, { method: 'DELETE' });
}

/** The CRM's daily allowance is not what is measured here. */
export async function liftLimits(simulatorsUrl: string): Promise<void> {
  await fetch(`${simulatorsUrl}/salesforce/_settings`, { method: 'PUT', body: JSON.stringify({ dailyLimit: 100_000_000 }) });
}
