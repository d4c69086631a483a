import { ApolloLink } from '@apollo/client';
import { print } from '@apollo/client/utilities';
import { OperationTypeNode } from 'graphql';
import { defer, finalize, map, mergeMap, type Observable, of, share, tap } from 'rxjs';
import { Told } from './told.ts';

/** With what events said while it was on its way. */
type Answer = readonly [result: ApolloLink.Result, told: Told];

/** A query on its way, for everybody who asks it meanwhile. */
interface Question {
  readonly answer: Observable<ApolloLink.Result>;
  isSent: boolean;
  /** Somebody asked it after it was sent: they may know of something that its answer was read before. */
  isAskedAgain: boolean;
}

/** An answer that is overtaken each time is taken as it is in the end. */
const MOST_TIMES = 3;

/**
 * No answer is older than an event that came before it, nor than its question.
 *
 * Answers and events come by different ways: what was read before something happened may arrive after its event, take the place of what that
 * said, and stand there until the next. Which of the two is the newer nobody can say. So a query is sent again where an event came meanwhile
 * that was about something in the answer, or said otherwise: the next answer is read after it. So it is where somebody asks the same after it
 * was sent, because of an event or of a mutation: equal queries share an answer, and the first one's may be too old for the second.
 */
export class FreshAnswers {
  /** Of each query and mutation that is on its way. */
  readonly #told = new Set<Told>();
  readonly #questions = new Map<string, Question>();
  readonly #askAgain: () => void;

  /** `askAgain` asks for what is shown: a mutation is not sent twice. */
  constructor(askAgain: () => void) {
    this.#askAgain = askAgain;
  }

  /** Stands before the link that brings the events. */
  readonly events = new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      tap(({ data }) => {
        for (const told of this.#told) told.hear(data);
      }),
    ),
  );

  /** Stands before the links that bring the answers, and in place of Apollo's `queryDeduplication`. */
  readonly answers = new ApolloLink((operation, forward) => {
    const sent = defer(() => this.#listenDuring(forward(operation)));
    return operation.operationType === OperationTypeNode.QUERY ? this.#ask(operation, sent) : this.#change(sent);
  });

  #listenDuring(answer: Observable<ApolloLink.Result>): Observable<Answer> {
    const told = new Told();
    this.#told.add(told);
    return answer.pipe(
      map((result) => [result, told] as const),
      finalize(() => this.#told.delete(told)),
    );
  }

  #ask({ query, variables }: ApolloLink.Operation, sent: Observable<Answer>): Observable<ApolloLink.Result> {
    const key = JSON.stringify([print(query), variables]);
    return defer(() => {
      const known = this.#questions.get(key);
      if (!known) return this.#askFirst(key, sent).answer;
      // until then it is as fresh as a new one
      known.isAskedAgain ||= known.isSent;
      return known.answer;
    });
  }

  #askFirst(key: string, sent: Observable<Answer>): Question {
    const end = (): void => {
      if (this.#questions.get(key) === question) this.#questions.delete(key);
    };
    const sendUntilFresh = (times: number): Observable<ApolloLink.Result> => {
      question.isSent = question.isAskedAgain = false;
      setTimeout(() => {
        question.isSent = true;
      });
      return sent.pipe(
        mergeMap(([result, told]) => {
          const isOld = question.isAskedAgain || told.isAbout(result.data) || told.contradicts(result.data);
          if (isOld && times < MOST_TIMES) return sendUntilFresh(times + 1);
          // whoever asks because of the answer asks anew
          end();
          return of(result);
        }),
      );
    };
    const answer = defer(() => sendUntilFresh(1)).pipe(finalize(end), share());
    const question: Question = { answer, isSent: false, isAskedAgain: false };
    this.#questions.set(key, question);
    return question;
  }

  #change(sent: Observable<Answer>): Observable<ApolloLink.Result> {
    return sent.pipe(
      map(([result, told]) => {
        // its own event often comes before its answer, and says the same; asked once the cache has the answer
        if (told.contradicts(result.data)) setTimeout(this.#askAgain);
        return result;
      }),
    );
  }
}
