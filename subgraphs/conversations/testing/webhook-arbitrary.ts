import fc from 'fast-check';
import type { BodyShape } from './webhook-bodies.ts';

/** Stands in every text, so that no message of ours may ever hold it. */
export const SECRET = 'geheim-4711';

/** What stands in a place where something else belongs: the small things that parsers stumble over. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 2 ** 53 + 2, '', '0', '__proto__', '\ud800', '9'.repeat(400), [], {}, [[]]),
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }),
);

type Mutation = {
  readonly path: readonly number[];
  readonly kind: 'replace' | 'remove' | 'wrap' | 'repeat';
  readonly by: unknown;
};
const mutation: fc.Arbitrary<Mutation> = fc.record({
  path: fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
  kind: fc.constantFrom('replace', 'remove', 'wrap', 'repeat'),
  by: anything,
});

/** The value with one place changed; `path` picks a child by its number at every level. */
function mutate(value: unknown, { path: [first = 0, ...rest], kind, by }: Mutation): unknown {
  const isList = Array.isArray(value);
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return by;
  const keys = Object.keys(value);
  const key = keys[first % keys.length] ?? '';
  const child = (value as Record<string, unknown>)[key];
  const changed =
    rest.length > 0
      ? mutate(child, { path: rest, kind, by })
      : { replace: by, remove: undefined, wrap: [child], repeat: isList ? child : { [key]: child } }[kind];
  if (isList) return value.flatMap((each, at) => (String(at) === key ? (changed === undefined ? [] : [changed]) : [each]));
  return Object.fromEntries(Object.entries(value).map(([each, was]) => [each, each === key ? changed : was]));
}

type Damage = { readonly at: number; readonly byte: number } | { readonly cut: number };
const damage: fc.Arbitrary<Damage | null> = fc.oneof(
  fc.constant(null),
  fc.oneof(fc.record({ at: fc.nat(4000), byte: fc.nat(255) }), fc.record({ cut: fc.nat(4000) })),
);

function damaged(body: Buffer, by: Damage | null): Buffer {
  if (by === null) return body;
  if ('cut' in by) return body.subarray(0, by.cut % (body.length + 1));
  const copy = Buffer.from(body);
  copy[by.at % copy.length] = by.byte;
  return copy;
}

/** Valid messages among damaged ones, in one body that may itself be damaged. */
export const webhookArbitrary = ({ event, body, most }: BodyShape) =>
  fc
    .record({
      events: fc.array(
        fc.record({
          text: fc.string({ maxLength: 20, unit: 'grapheme' }),
          changes: fc.oneof(fc.constant<Mutation[]>([]), fc.array(mutation, { minLength: 1, maxLength: 3 })),
        }),
        { minLength: 1, maxLength: most },
      ),
      // half of the bodies are whole
      damage,
    })
    .map(({ events, damage: by }) => {
      const ids = events.map((_, index) => String(9_000_000 + index));
      const built = events.map(({ text, changes }, index) =>
        changes.reduce<unknown>(mutate, event(ids[index] ?? '', `${SECRET} ${text}`)),
      );
      const expected = by === null ? ids.filter((_, index) => events[index]?.changes.length === 0) : [];
      return { raw: damaged(Buffer.from(JSON.stringify(body(built))), by), expected };
    });
