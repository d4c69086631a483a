import { ApolloLink } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { identity, timeout } from 'rxjs';

/** Longer than Parley itself waits for any of its parts. */
const ANSWER_MS = 20_000;

/**
 * A query whose answer got lost fails, so that it is asked again: equal ones wait for the same answer, the probe of a lost connection among
 * them. What changes something is waited for: it may have been done.
 */
export const answerInTime = new ApolloLink((operation, forward) =>
  forward(operation).pipe(operation.operationType === OperationTypeNode.QUERY ? timeout({ first: ANSWER_MS }) : identity),
);
