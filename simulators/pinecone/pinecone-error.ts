import type { Answer } from '../harness/call.ts';

/** The data plane speaks gRPC's status codes (rpcStatus of Pinecone's OpenAPI document), the control plane words. */
export class PineconeError extends Error {
  readonly answer: Answer;

  constructor(answer: Answer, message: string) {
    super(message);
    this.answer = answer;
  }
}

export const controlError = (status: number, code: string, message: string): PineconeError =>
  new PineconeError({ status, body: { error: { code, message }, status } }, message);

export const dataError = (status: number, code: number, message: string): PineconeError =>
  new PineconeError({ status, body: { code, message, details: [] } }, message);

export const invalidArgument = (message: string): PineconeError => dataError(400, 3, message);
