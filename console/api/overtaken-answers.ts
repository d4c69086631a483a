import { ApolloLink } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { defer, finalize, map, mergeMap, type Observable, of, tap } from 'rxjs';

type Entity = Readonly<Record<string, unknown>> & { readonly __typename: string; readonly id: string };

/** What events said while a question was on its way. */
interface Told {
  /** Everything that they spoke of, by name. */
  readonly entities: Map<string, Entity>;
  /** Names of what they were about: more of it may have changed than an event says. */
  readonly subjects: Set<string>;
  /** Types of these. */
  readonly kinds: Set<string>;
}

declare module '@apollo/client' {
  interface DefaultContext {
    /** The type whose every event makes another answer: of a count, or of a list that no event can place anything in. */
    overtakenBy?: string;
  }
}

/** An answer that events overtake each time is taken as it is in the end. */
const MOST_QUESTIONS = 3;

/**
 * An answer and an event come by different ways: what was read before something happened may arrive after its event, take the place of what
 * the event said, and stand there until the next. Which of the two is the newer nobody can say. So an answer is asked for again where an
 * event came meanwhile that was about something in it, or said otherwise: the next one is read after the event.
 */
export class OvertakenAnswers {
  readonly #onTheirWay = new Set<Told>();
  readonly #askAgain: () => void;

  /** `askAgain` asks for what is shown: a mutation is not sent twice. */
  constructor(askAgain: () => void) {
    this.#askAgain = askAgain;
  }

  /** Stands before the link that brings the events. */
  readonly events = new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      tap(({ data }) => {
        for (const told of this.#onTheirWay) note(told, data);
      }),
    ),
  );

  /** Stands before the links that bring the answers. */
  readonly answers = new ApolloLink((operation, forward) => {
    const askOnce = (): Observable<readonly [ApolloLink.Result, Told]> =>
      defer(() => {
        const told: Told = { entities: new Map(), subjects: new Set(), kinds: new Set() };
        this.#onTheirWay.add(told);
        return forward(operation).pipe(
          map((result) => [result, told] as const),
          finalize(() => this.#onTheirWay.delete(told)),
        );
      });
    const { overtakenBy = '' } = operation.getContext();
    const isOvertaken = ({ data }: ApolloLink.Result, told: Told): boolean =>
      told.kinds.has(overtakenBy) || isAboutSubject(data, told) || isContradicted(data, told);
    const askUntilNewer = (questions: number): Observable<ApolloLink.Result> =>
      askOnce().pipe(
        mergeMap(([result, told]) =>
          questions < MOST_QUESTIONS && isOvertaken(result, told) ? askUntilNewer(questions + 1) : of(result),
        ),
      );
    if (operation.operationType === OperationTypeNode.QUERY) return askUntilNewer(1);
    // its own event often comes before its answer and says the same
    return askOnce().pipe(
      map(([result, told]) => {
        // once the cache has the answer
        if (isContradicted(result.data, told)) setTimeout(this.#askAgain);
        return result;
      }),
    );
  });
}

function note({ entities, subjects, kinds }: Told, data: unknown): void {
  for (const entity of entitiesIn(data)) entities.set(nameOf(entity), { ...entities.get(nameOf(entity)), ...entity });
  for (const event of partsOf(data)) {
    for (const subject of partsOf(event).filter(isEntity)) {
      subjects.add(nameOf(subject));
      kinds.add(subject.__typename);
    }
  }
}

const isAboutSubject = (data: unknown, { subjects }: Told): boolean =>
  subjects.size > 0 && [...entitiesIn(data)].some((entity) => subjects.has(nameOf(entity)));

const isContradicted = (data: unknown, { entities }: Told): boolean =>
  entities.size > 0 &&
  [...entitiesIn(data)].some((entity) => {
    const told = entities.get(nameOf(entity));
    return told !== undefined && contradicts(entity, told);
  });

/** Whether both say something of the same, and not the same. */
function contradicts(answer: unknown, told: unknown): boolean {
  if (!isObject(answer) || !isObject(told)) return answer !== told;
  if (Array.isArray(answer) && Array.isArray(told) && answer.length !== told.length) return true;
  return Object.keys(answer).some((key) => key in told && contradicts(answer[key], told[key]));
}

const nameOf = ({ __typename, id }: Entity): string => `${__typename}:${id}`;

function* entitiesIn(data: unknown): Generator<Entity> {
  if (isObject(data) && isEntity(data)) yield data;
  for (const part of partsOf(data)) yield* entitiesIn(part);
}

const partsOf = (data: unknown): Readonly<Record<string, unknown>>[] =>
  isObject(data) ? Object.values(data).filter(isObject) : [];

/** A list is one too. */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const isEntity = (value: Readonly<Record<string, unknown>>): value is Entity =>
  typeof value['__typename'] === 'string' && typeof value['id'] === 'string';
