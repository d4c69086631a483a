import type { Answer } from '../harness/call.ts';

export class OpenAiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly told: { type?: string; param?: string | null; code?: string | null; headers?: Record<string, string> } = {},
  ) {
    super(message);
  }
}

/** All four are there in every error (OpenAI's specification). */
export const openAiErrorAnswer = ({ status, message, told }: OpenAiError): Answer => ({
  status,
  headers: told.headers ?? {},
  body: {
    error: { message, type: told.type ?? 'invalid_request_error', param: told.param ?? null, code: told.code ?? null },
  },
});

export const modelNotFound = (model: string): OpenAiError =>
  new OpenAiError(404, `The model \`${model}\` does not exist or you do not have access to it.`, { code: 'model_not_found' });
