import type { Answer } from '../harness/call.ts';

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  501: 'UNIMPLEMENTED',
};

export class GeminiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: readonly Record<string, unknown>[] = [],
  ) {
    super(message);
  }
}

/** google.rpc.Status, as recorded. */
export const geminiErrorAnswer = ({ status, message, details }: GeminiError): Answer => ({
  status,
  body: {
    error: { code: status, message, status: STATUS[status] ?? 'UNKNOWN', ...(details.length > 0 ? { details } : {}) },
  },
});

/** 400 and not 401 (recorded). */
export const keyNotValid = (): GeminiError =>
  new GeminiError(400, 'API key not valid. Please pass a valid API key.', [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
    {
      '@type': 'type.googleapis.com/google.rpc.LocalizedMessage',
      locale: 'en-US',
      message: 'API key not valid. Please pass a valid API key.',
    },
  ]);

export const modelNotFound = (model: string, version: string, method: string): GeminiError =>
  new GeminiError(
    404,
    `models/${model} is not found for API version ${version}, or is not supported for ${method}. Call ListModels to see the list of available models and their supported methods.`,
  );

export function quotaExceeded(
  quota: { id: string; value: number; model: string },
  retryAfterMs: number | undefined,
): GeminiError {
  const details: Record<string, unknown>[] = [
    {
      '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
      violations: [
        {
          quotaMetric: 'generativelanguage.googleapis.com/generate_content_requests',
          quotaId: quota.id,
          quotaDimensions: { location: 'global', model: quota.model },
          quotaValue: String(quota.value),
        },
      ],
    },
    {
      '@type': 'type.googleapis.com/google.rpc.Help',
      links: [{ description: 'Learn more', url: 'https://ai.google.dev/gemini-api/docs/rate-limits' }],
    },
  ];
  if (retryAfterMs !== undefined)
    details.push({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterMs / 1_000}s` });
  return new GeminiError(429, 'You exceeded your current quota, please check your plan and billing details.', details);
}
