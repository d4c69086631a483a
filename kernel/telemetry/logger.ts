import { type DestinationStream, pino } from 'pino';
import { redactFields } from './redact-fields.ts';
import { safeMessage } from './serialize-error.ts';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** An error goes under `err`. What belongs to a person goes nowhere: log its id. */
export type LogFields = Readonly<Record<string, unknown>>;

/** No interpolation and no bare error: whatever varies is a named field, and the redaction looks at names. */
interface Log {
  (message: string): void;
  (fields: LogFields, message: string): void;
}

export interface Logger extends Readonly<Record<LogLevel, Log>> {
  /** A logger that adds these fields to every line: tenant, conversation, run. */
  child(fields: LogFields): Logger;
}

/** One line of JSON an event, on standard output unless a destination is given. */
export const createLogger = (
  options: { level: LogLevel | 'silent'; name: string },
  destination: DestinationStream = pino.destination({ dest: 1, sync: true }),
): Logger => {
  const root = pino(
    {
      level: options.level,
      name: options.name,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      // Errors are serialized with the other fields; pino's own serializer would run after that and spoil them.
      serializers: { err: (serialized: unknown) => serialized },
      hooks: {
        // Libraries that are given this logger call it as they like. pino would take an error's own message for the line's, and
        // a database's message holds the statement with its values.
        logMethod([first, ...rest], method) {
          const error = errorIn(first);
          if (error === null) method.apply(this, [first, ...rest] as Parameters<typeof method>);
          else
            method.apply(this, [
              first instanceof Error ? { err: first } : first,
              typeof rest[0] === 'string' ? rest[0] : safeMessage(error),
            ]);
        },
      },
    },
    destination,
  );
  const pinoChild = root.child;
  // pino runs a child's fields past no formatter. Children inherit from their parent, so one override holds for all of them.
  const redacting = {
    child(this: pino.Logger, fields: LogFields) {
      return pinoChild.call(this, redactFields(fields));
    },
  };
  return Object.assign(root, redacting);
};

const errorIn = (value: unknown): Error | null => {
  if (value instanceof Error) return value;
  const inner = typeof value === 'object' && value !== null && 'err' in value ? value.err : null;
  return inner instanceof Error ? inner : null;
};
