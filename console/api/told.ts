type Entity = Readonly<Record<string, unknown>> & { readonly __typename: string; readonly id: string };

/** What events said since a question was sent. */
export class Told {
  /** Everything that they spoke of, by name. */
  readonly #entities = new Map<string, Entity>();
  /** Names of what they were about: more of it may have changed than an event says. */
  readonly #subjects = new Set<string>();

  /** `data` is an event's, under the name of its subscription. */
  hear(data: unknown): void {
    for (const entity of entitiesIn(data)) {
      const name = nameOf(entity);
      this.#entities.set(name, { ...this.#entities.get(name), ...entity });
    }
    for (const event of partsOf(data)) {
      for (const subject of partsOf(event)) if (isEntity(subject)) this.#subjects.add(nameOf(subject));
    }
  }

  /** Whether an event was about something in the answer. */
  isAbout(answer: unknown): boolean {
    return this.#subjects.size > 0 && entitiesIn(answer).some((entity) => this.#subjects.has(nameOf(entity)));
  }

  /** Whether an event said otherwise of something in the answer. */
  contradicts(answer: unknown): boolean {
    return (
      this.#entities.size > 0 &&
      entitiesIn(answer).some((entity) => {
        const told = this.#entities.get(nameOf(entity));
        return told !== undefined && differ(entity, told);
      })
    );
  }
}

const nameOf = ({ __typename, id }: Entity): string => `${__typename}:${id}`;

/** In what both say. */
function differ(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one !== other;
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return true;
  return Object.keys(one).some((key) => key in other && differ(one[key], other[key]));
}

function entitiesIn(data: unknown, found: Entity[] = []): readonly Entity[] {
  if (isObject(data) && isEntity(data)) found.push(data);
  for (const part of partsOf(data)) entitiesIn(part, found);
  return found;
}

const partsOf = (data: unknown): Readonly<Record<string, unknown>>[] =>
  isObject(data) ? Object.values(data).filter(isObject) : [];

/** A list is one too. */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const isEntity = (value: Readonly<Record<string, unknown>>): value is Entity =>
  typeof value['__typename'] === 'string' && typeof value['id'] === 'string';
