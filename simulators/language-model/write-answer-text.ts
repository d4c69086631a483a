import { z } from 'zod';
import { classifyMessage } from './classify-message.ts';
import { composeReply } from './compose-reply.ts';
import { findFacts } from './find-facts.ts';

/** What this model was taught to read: a document with a customer's message, with or without passages to answer from. */
const documentSchema = z.object({
  customer_message: z.string(),
  customer_name: z.string().nullish(),
  language: z.string().nullish(),
  intent: z.string().optional(),
  persona: z.string().optional(),
  passages: z.array(z.object({ number: z.number(), title: z.string(), text: z.string() })).default([]),
});

export interface JsonSchema {
  type?: string | string[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  items?: JsonSchema | undefined;
  enum?: unknown[] | undefined;
  anyOf?: JsonSchema[] | undefined;
  const?: unknown;
}

/** The model's whole mind: it classifies, finds facts and replies where it is asked for that, and fills any other schema in. */
export function writeAnswerText(lastUserText: string, schema: JsonSchema | undefined): string {
  if (!schema) return `You said: ${lastUserText.slice(0, 200)}`;
  const document = documentSchema.safeParse(parseJson(lastUserText));
  return JSON.stringify(document.success ? answerDocument(document.data, schema) : fill(schema, lastUserText));
}

function answerDocument(document: z.output<typeof documentSchema>, schema: JsonSchema): unknown {
  const { customer_message: text } = document;
  const properties = schema.properties ?? {};
  if (properties['used_passages']) return only(properties, { ...composeReply(document) });
  if (!properties['intent']) return fill(schema, text);
  const intents = (properties['intent'].enum ?? []).map(String);
  const { intent, confidence, runnerUp } = classifyMessage(text, intents);
  const kinds = (properties['facts']?.items?.properties?.['kind']?.enum ?? []).map(String);
  return only(properties, { intent, confidence, runner_up: runnerUp, facts: findFacts(text, kinds) });
}

const only = (properties: Record<string, JsonSchema>, answer: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, answer[name] ?? fill(schema, '')]));

/** Something that fits, without a thought. */
function fill(schema: JsonSchema, text: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf?.[0]) return fill(schema.anyOf[0], text);
  const type = (Array.isArray(schema.type) ? schema.type[0] : schema.type)?.toLowerCase();
  if (type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, fill(each, text)]));
  if (type === 'array') return [];
  if (type === 'number' || type === 'integer') return Number(/-?\d+(?:\.\d+)?/.exec(text)?.[0] ?? 0);
  if (type === 'boolean') return false;
  return type === 'null' ? null : text.slice(0, 60);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
