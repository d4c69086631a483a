import OpenAI from 'openai';

export interface OpenAiAccess {
  readonly apiKey: string;
  /** With the version: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
}

/**
 * Everything that the SDK would otherwise take from the process's environment is given: an organisation or a log level that somebody
 * has set for another program must not become ours. Its own retries are off, or they would multiply ours (protocols.md §1).
 */
export const openAiClient = ({ apiKey, baseUrl }: OpenAiAccess): OpenAI =>
  new OpenAI({
    apiKey,
    baseURL: baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // its debug log prints prompts
    logLevel: 'off',
  });
