// biome-ignore lint/suspicious/noExplicitAny: a spec knows the shape of what it asked for
type Json = any;

/** What the simulated outside saw. */
export class Outside {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Replies that the platform got for a person, oldest first; that somebody is typing is none. */
  async sentTo(psid: string): Promise<{ text: string; metadata: string; status: number | null }[]> {
    const calls = await this.journal('facebook');
    return calls
      .filter(
        ({ method, path, request }) =>
          method === 'POST' && path.endsWith('/messages') && request?.recipient?.id === psid && request.message,
      )
      .map(({ request, status }) => ({ text: request.message.text, metadata: request.message.metadata, status }));
  }

  async salesforce(type: 'Lead' | 'Task'): Promise<Json[]> {
    return this.records('salesforce', type);
  }

  async records(service: 'salesforce' | 'hubspot', type: string): Promise<Json[]> {
    return this.#json(`/${service}/_records?type=${type}`);
  }

  async journal(service: string): Promise<Json[]> {
    return this.#json(`/${service}/_journal`);
  }

  async faults(service: string, faults: readonly Json[]): Promise<void> {
    const response = await fetch(`${this.#url}/${service}/_faults`, {
      method: faults.length > 0 ? 'PUT' : 'DELETE',
      headers: { 'content-type': 'application/json' },
      ...(faults.length > 0 ? { body: JSON.stringify(faults) } : {}),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  async #json(path: string): Promise<Json> {
    const response = await fetch(`${this.#url}${path}`);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }
}
