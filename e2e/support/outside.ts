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

  /** Somebody has this name at the platform, to whoever asks for it. */
  async named(page: string, psid: string, name: string): Promise<void> {
    await this.#send('POST', '/facebook/_inbound', { pageId: page, psid, name, text: 'Good evening', retry: false });
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
    await (faults.length > 0 ? this.#send('PUT', `/${service}/_faults`, faults) : this.#send('DELETE', `/${service}/_faults`));
  }

  async #send(method: string, path: string, body?: Json): Promise<void> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  }

  async #json(path: string): Promise<Json> {
    const response = await fetch(`${this.#url}${path}`);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }
}
