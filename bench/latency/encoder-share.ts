export interface EncoderShare {
  /** Texts of messages since the process began. */
  readonly encoded: number;
  readonly shed: number;
}

/** From the process's own metrics. */
export function readEncoderShare(metrics: string): EncoderShare {
  const sum = (line: RegExp): number => [...metrics.matchAll(line)].reduce((total, [, value]) => total + Number(value), 0);
  return {
    encoded: sum(/^ai_sentences_encoded_total\{priority="message"\} (\d+)$/gm),
    shed: sum(/^ai_sentences_shed_total\{[^}]*\} (\d+)$/gm),
  };
}

export const since = (now: EncoderShare, before: EncoderShare): EncoderShare => ({
  encoded: now.encoded - before.encoded,
  shed: now.shed - before.shed,
});
