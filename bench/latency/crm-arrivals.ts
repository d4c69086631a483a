import { ADDRESS } from '../pipeline/messages.ts';

interface Entry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly request: unknown;
}

/** When each person first reached the CRM, in milliseconds since 1970: by the address that they wrote. */
export async function readCrmArrivals(simulatorsUrl: string): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(`${simulatorsUrl}/salesforce/_journal`);
  const arrivals = new Map<string, number>();
  for (const { at, method, request } of (await response.json()) as Entry[]) {
    if (method === 'GET') continue;
    for (const [, psid = ''] of JSON.stringify(request).matchAll(new RegExp(ADDRESS, 'g')))
      if (!arrivals.has(psid)) arrivals.set(psid, Date.parse(at));
  }
  return arrivals;
}
