import { CombinedGraphQLErrors } from '@apollo/client';
import type { GraphQLFormattedError } from 'graphql';
import type { Client, SubscribePayload } from 'graphql-ws';
import type { Connection } from './connection.ts';
import { judgeErrors } from './judge-errors.ts';

/** A stream that has not failed for so long works: the protocol does not confirm one. */
const SETTLED_MS = 1_500;
const LONGEST_WAIT_MS = 30_000;

export interface Following {
  readonly client: Pick<Client, 'subscribe'>;
  readonly connection: Connection;
  /** The cursor is too old to go on from: everything shown has to be asked for again. Answers the cursor to go on from. */
  readonly startOver: () => Promise<string>;
  /** An event could not be told, and others came after it: what it was about has to be asked for. */
  readonly askAgain: () => Promise<unknown>;
  readonly turnedAway: () => void;
}

export interface Follower {
  next(result: FollowedResult): void;
  error(error: CombinedGraphQLErrors): void;
}

export interface FollowedResult {
  readonly data?: Readonly<Record<string, { readonly cursor?: string } | null>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Subscribes, and again after the last event that was seen, until it is stopped or refused for good. What passes by itself is waited for,
 * and the connection is said to be lost meanwhile.
 */
export function followEvents(
  { client, connection, startOver, askAgain, turnedAway }: Following,
  payload: SubscribePayload,
  follower: Follower,
): () => void {
  const self = {};
  let cursor = payload.variables?.['after'] as string | undefined;
  let attempt = 0;
  let ended = false;
  let stop = (): void => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (waitMs: number): void => {
    timer = setTimeout(open, waitMs);
  };
  const tryAgain = (waitMs: number | null): void => {
    connection.fails(self);
    const backoff = Math.min(LONGEST_WAIT_MS, 500 * 2 ** attempt);
    attempt += 1;
    later((waitMs ?? backoff / 2) + (Math.random() * backoff) / 2);
  };
  const conclude = (errors: readonly GraphQLFormattedError[]): void => {
    const verdict = judgeErrors(errors);
    if (verdict.kind === 'TRY_AGAIN') tryAgain(verdict.waitMs);
    else if (verdict.kind === 'SIGN_IN') turnedAway();
    else if (verdict.kind === 'START_OVER') {
      startOver().then(
        (fresh) => {
          cursor = fresh;
          if (!ended) open();
        },
        () => ended || tryAgain(null),
      );
    } else {
      connection.refused(self, errors.map(({ message }) => message).join(' '));
      follower.error(new CombinedGraphQLErrors({ errors }));
    }
  };
  const works = (): void => {
    attempt = 0;
    connection.forget(self);
  };

  function open(): void {
    // read each time that the subscription is sent: graphql-ws sends it again by itself after a reconnection
    const variables = {
      ...payload.variables,
      get after() {
        return cursor;
      },
    };
    let failure: readonly GraphQLFormattedError[] | null = null;
    timer = setTimeout(works, SETTLED_MS);
    stop = client.subscribe<FollowedResult['data'], unknown>(
      { ...payload, variables },
      {
        next(result) {
          clearTimeout(timer);
          if (!result.data && result.errors) {
            // the stream's end follows, unless it was only this event that could not be told
            failure = result.errors as readonly GraphQLFormattedError[];
            timer = setTimeout(() => {
              failure = null;
              void askAgain().catch(() => undefined);
            }, SETTLED_MS);
            return;
          }
          works();
          for (const event of Object.values(result.data ?? {})) cursor = event?.cursor ?? cursor;
          follower.next(result as FollowedResult);
        },
        error(error) {
          clearTimeout(timer);
          if (ended) return;
          // else the socket was closed for something that graphql-ws takes for final
          if (Array.isArray(error)) conclude(error as readonly GraphQLFormattedError[]);
          else tryAgain(null);
        },
        complete() {
          clearTimeout(timer);
          if (ended) return;
          if (failure) conclude(failure);
          // in order, for a restart of the server's own
          else later(200 + Math.random() * 800);
        },
      },
    );
  }
  open();
  return () => {
    ended = true;
    clearTimeout(timer);
    connection.forget(self);
    stop();
  };
}
