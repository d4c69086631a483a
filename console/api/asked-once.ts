/**
 * Asks for what must be done once, with a key: the same wish has the same key until it was done, since after a lost answer nobody
 * knows whether it was; then another. A wish holds no secret.
 */
export function askedOnce() {
  let open: { readonly words: string; readonly key: string } | null = null;
  return async <Answer>(wish: unknown, ask: (idempotencyKey: string) => Promise<Answer>): Promise<Answer> => {
    const words = JSON.stringify(wish);
    if (open?.words !== words) open = { words, key: crypto.randomUUID() };
    const answer = await ask(open.key);
    open = null;
    return answer;
  };
}
