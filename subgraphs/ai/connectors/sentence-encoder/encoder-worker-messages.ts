export interface EncoderRequest {
  readonly texts: readonly string[];
}

/** The thread answers one request after the other, so no answer has to say to which it belongs. */
export type EncoderAnswer =
  | { readonly kind: 'ready'; readonly dimension: number }
  /** The packages are optional and not there: no thread will find them. */
  | { readonly kind: 'absent' }
  /** One vector after the other, of length 1 each. */
  | { readonly kind: 'encoded'; readonly vectors: Float32Array };
