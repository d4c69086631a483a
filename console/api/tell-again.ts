import { ApolloLink, Observable } from '@apollo/client';

interface Asked {
  /** How many events had been told when it was asked. */
  readonly after: number;
}

/**
 * An answer that was on its way while an event came may be older than the event, and puts back in the cache what the event had changed. So
 * what was told meanwhile is told again after it, in its order. An event that comes twice does no harm: after a lost connection it may, too.
 */
export class TellAgain {
  #count = 0;
  /** Those that came while an answer was on its way. */
  #told: { readonly at: number; readonly tell: () => void }[] = [];
  readonly #asked = new Set<Asked>();

  /** Tells an event now, and again after each answer that is on its way. */
  event(tell: () => void): void {
    this.#count += 1;
    if (this.#asked.size > 0) this.#told.push({ at: this.#count, tell });
    tell();
  }

  /** Stands before whatever asks. */
  readonly link = new ApolloLink(
    (operation, forward) =>
      new Observable((observer) => {
        const asked: Asked = { after: this.#count };
        this.#asked.add(asked);
        let isAnswered = false;
        const subscription = forward(operation).subscribe({
          next: (answer) => observer.next(answer),
          error: (error) => observer.error(error),
          complete: () => {
            isAnswered = true;
            // by then whoever asked has put the answer into its place
            setTimeout(() => this.#answered(asked));
            observer.complete();
          },
        });
        return () => {
          subscription.unsubscribe();
          if (!isAnswered) this.#forget(asked);
        };
      }),
  );

  #answered(asked: Asked): void {
    for (const { at, tell } of this.#told) if (at > asked.after) tell();
    this.#forget(asked);
  }

  #forget(asked: Asked): void {
    this.#asked.delete(asked);
    const eldest = Math.min(...[...this.#asked].map(({ after }) => after));
    this.#told = this.#told.filter(({ at }) => at > eldest);
  }
}
