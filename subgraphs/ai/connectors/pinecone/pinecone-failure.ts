/** Pinecone said no, and would again. `status` is what it answered; the message is for the log and holds no key. */
export class PineconeFailure extends Error {
  override readonly name = 'PineconeFailure';
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
