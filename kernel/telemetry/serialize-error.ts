export interface SerializedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly [field: string]: unknown;
}

/** The fields besides the stack that name a place or a kind and never a value that somebody typed. */
const keptFields = [
  'code',
  'reason',
  'constraint',
  'table',
  'schema',
  'routine',
  'syscall',
  'status',
  'statusCode',
  'retryAfterMs',
];

const maxDepth = 4;

/**
 * What the log keeps of an error. A database's error embeds the statement and its values in its message (the ORM even in the
 * first lines of the stack), a parser's embeds the text it could not parse, GraphQL's the variable: of those only kind, code,
 * constraint and the stack's frames are kept.
 */
export const serializeError = (error: unknown): SerializedError => serialize(error, 0);

/** The error's message where it embeds no values, else a sentence that stands for it. */
export const safeMessage = (error: Error): string =>
  embedsValues(error) ? `${error.constructor.name} (message withheld)` : error.message;

const serialize = (error: unknown, depth: number): SerializedError => {
  if (!(error instanceof Error)) return { type: typeof error, message: 'Something that is no error was thrown.' };
  const kept: Record<string, unknown> = {};
  for (const field of keptFields) {
    const value = (error as unknown as Record<string, unknown>)[field];
    if (typeof value === 'string' || typeof value === 'number') kept[field] = value;
  }
  const causes = depth < maxDepth ? innerErrors(error).map((inner) => serialize(inner, depth + 1)) : [];
  return {
    type: error.constructor.name,
    message: safeMessage(error),
    ...kept,
    stack: framesOf(error),
    ...(causes.length === 0 ? {} : { causes }),
  };
};

const innerErrors = (error: Error): unknown[] => {
  const { cause, originalError, errors } = error as Error & { originalError?: unknown; errors?: unknown };
  return [cause, originalError, ...(Array.isArray(errors) ? errors.slice(0, 5) : [])].filter((inner) => inner instanceof Error);
};

/** Without the lines before the first frame: they repeat the message. */
const framesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');

// By shape, not by class: the telemetry stands below the persistence and knows no driver.
const embedsValues = (error: Error): boolean =>
  'severity' in error ||
  'sqlState' in error ||
  'query' in error ||
  'getEntity' in error ||
  error instanceof SyntaxError ||
  /^(GraphQLError|ValidationError|ZodError|\$ZodError)$/.test(error.name) ||
  /(?<!^DOM)(Exception|ValidationError)$/.test(error.constructor.name);
