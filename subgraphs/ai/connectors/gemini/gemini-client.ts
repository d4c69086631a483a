import { GoogleGenAI } from '@google/genai';

export interface GeminiAccess {
  readonly apiKey: string;
  /** Without a version: `https://generativelanguage.googleapis.com`. */
  readonly baseUrl: string;
}

/**
 * The SDK's default version is v1; structured output is recorded on v1beta only. Vertex AI would be chosen by an environment variable that
 * somebody has set for another program. Its retries are off unless `retryOptions` is given, and it is not.
 */
export const geminiClient = ({ apiKey, baseUrl }: GeminiAccess): GoogleGenAI =>
  new GoogleGenAI({ apiKey, vertexai: false, apiVersion: 'v1beta', httpOptions: { baseUrl } });
