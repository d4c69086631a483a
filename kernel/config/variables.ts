import { resolve } from 'node:path';
import { z } from 'zod';
import { baseUrl, namedKeys, namedUrls, oneOf, secretOfBytes, url, wholeNumber } from './formats.ts';

/** What stands in the table of docs/CONFIGURATION.md for one variable, and how its text becomes a value. */
export interface Variable<Schema extends z.ZodType = z.ZodType> {
  readonly meaning: string;
  readonly whenAbsent: string;
  readonly schema: Schema;
}

/** Optional, with a value that holds when it is absent. `text` is parsed like a given one. */
const withDefault = <Schema extends z.ZodType<unknown, string>>(text: string, meaning: string, schema: Schema) => ({
  meaning,
  whenAbsent: `\`${text}\``,
  schema: schema.prefault(text as z.input<Schema>),
});

const optional = <Schema extends z.ZodType>(whenAbsent: string, meaning: string, schema: Schema) => ({
  meaning,
  whenAbsent,
  schema: schema.optional(),
});

/** Stops the start where it is absent; in development `withDevelopmentDefaults` fills it in before. */
const required = <Schema extends z.ZodType<unknown, string>>(inDevelopment: string, meaning: string, schema: Schema) => ({
  meaning,
  whenAbsent: `production: the start fails; development: ${inDevelopment}`,
  schema: z.string({ error: `is absent. Set it: ${meaning}` }).pipe(schema),
});

const generated = 'made at the first start and kept in `DATA_DIR/secrets.json`';
const simulated = (service: string) => `the simulator, \`http://127.0.0.1:SIMULATORS_PORT/${service}\``;

/** The vendor's own address unless another one is given; in development `withDevelopmentDefaults` points it at the simulator. */
const vendorUrl = (service: string, address: string, meaning: string) => ({
  meaning,
  whenAbsent: `production: \`${address}\`; development: ${simulated(service)}`,
  schema: baseUrl().prefault(address),
});

export const variables = {
  NODE_ENV: optional(
    '`development`',
    '`production` refuses every stand-in; `test` counts as development.',
    oneOf(['development', 'production', 'test']),
  ),
  LOG_LEVEL: withDefault(
    'info',
    'The least level that is logged.',
    oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  ),
  PORT: withDefault('4000', 'The port of everything that Parley serves.', wholeNumber(0, 65_535)),
  PUBLIC_URL: optional(
    '`http://127.0.0.1:PORT`',
    'The address at which browsers and platforms reach this installation.',
    baseUrl(),
  ),
  DATA_DIR: withDefault(
    '.parley',
    'The folder of the embedded database and of generated secrets.',
    z.string().transform((value) => resolve(value)),
  ),
  DATABASE_URL: optional(
    'the embedded PostgreSQL in `DATA_DIR/postgres`',
    'A database of your own: PostgreSQL 18 or newer, as a superuser, which makes roles and takes away what all may do.',
    url('postgres:', 'postgresql:'),
  ),
  JWT_SECRET: optional(
    `required unless \`JWT_JWKS_URL\` is set; development: ${generated}`,
    'The secret that tokens are signed with by HS256, at least 32 bytes.',
    secretOfBytes(32),
  ),
  JWT_JWKS_URL: optional(
    'tokens are verified with `JWT_SECRET`',
    "The address of your identity provider's public keys.",
    url('https:', 'http:'),
  ),
  JWT_ISSUER: optional('`parley`; required with `JWT_JWKS_URL`', 'The issuer (`iss`) that a token must name.', z.string()),
  JWT_AUDIENCE: optional('required with `JWT_JWKS_URL`', 'The audience (`aud`) that a token must name.', z.string()),
  ENCRYPTION_KEYS: required(
    generated,
    "The keys that wrap the tenants' data keys, as `id:base64 of 32 bytes`, separated by commas; the first one encrypts. Without them the data is lost.",
    namedKeys(),
  ),
  INTERNAL_KEYS: required(
    generated,
    'The keys that sign what one part of Parley tells another, in the same form; the first one signs.',
    namedKeys(),
  ),
  SUBGRAPH_URLS: optional(
    'all subgraphs run in this process',
    'The subgraphs that run elsewhere, as `name=address`, separated by commas.',
    namedUrls(),
  ),
  FACEBOOK_APP_SECRET: required('`test-app-secret`', "The Facebook app's secret; it signs the webhooks.", z.string()),
  FACEBOOK_VERIFY_TOKEN: required(generated, 'The token that Facebook shows when it verifies the webhook.', z.string()),
  FACEBOOK_GRAPH_URL: vendorUrl('facebook', 'https://graph.facebook.com', "The base address of Facebook's Graph API."),
  INSTAGRAM_APP_SECRET: optional(
    '`FACEBOOK_APP_SECRET`',
    "The Instagram app's secret, where Instagram is set up with its own login: it then signs Instagram's webhooks, and not the Facebook app's.",
    z.string(),
  ),
  INSTAGRAM_GRAPH_URL: vendorUrl(
    'instagram',
    'https://graph.instagram.com',
    "The base address of Instagram's Graph API. Its webhook is verified with FACEBOOK_VERIFY_TOKEN.",
  ),
  X_CONSUMER_SECRET: required('`test-consumer-secret`', "The X app's consumer secret; it signs the webhooks.", z.string()),
  X_API_URL: vendorUrl('x', 'https://api.x.com', "The base address of X's API."),
  X_WEBHOOK_ID: optional(
    "production: no account on X can be connected; development: the simulator's",
    'The id that X gave our webhook (`/webhooks/x`) when it was registered with the app; subscriptions name it.',
    z.string().regex(/^\d{1,19}$/, 'is not an id. Give the digits that GET /2/webhooks shows.'),
  ),
  LINKEDIN_CLIENT_SECRET: required(
    '`test-client-secret`',
    "The LinkedIn app's client secret; it signs the webhooks.",
    z.string(),
  ),
  LINKEDIN_API_URL: vendorUrl('linkedin', 'https://api.linkedin.com', "The base address of LinkedIn's API."),
  OPENAI_API_KEY: optional(
    'the agents use Gemini where it has a key, else the built-in models',
    "OpenAI's API key: the agents then use its models.",
    z.string(),
  ),
  OPENAI_BASE_URL: vendorUrl('openai', 'https://api.openai.com/v1', "The base address of OpenAI's API, with its version."),
  GEMINI_API_KEY: optional(
    'the agents use OpenAI where it has a key, else the built-in models',
    "Gemini's API key: the agents then use its models, unless OpenAI has a key too.",
    z.string(),
  ),
  GEMINI_BASE_URL: vendorUrl(
    'gemini',
    'https://generativelanguage.googleapis.com',
    "The base address of Gemini's API, without a version.",
  ),
  PINECONE_API_KEY: optional(
    "passages' vectors are kept in PostgreSQL",
    "Pinecone's API key: passages' vectors are then kept there.",
    z.string(),
  ),
  PINECONE_CONTROLLER_HOST: vendorUrl('pinecone', 'https://api.pinecone.io', "The address of Pinecone's control plane."),
  SENTENCE_ENCODER: withDefault(
    'on',
    'Whether the built-in agents compare texts by what they mean: about 250 MB and one thread in each process that answers messages. `off`: by their words and their pieces. The same in all processes.',
    oneOf(['on', 'off']),
  ),
  HUBSPOT_API_URL: vendorUrl('hubspot', 'https://api.hubapi.com', "The address of HubSpot's API."),
  SALESFORCE_LOGIN_URL: vendorUrl('salesforce', 'https://login.salesforce.com', "The address of Salesforce's sign-in."),
  SIMULATORS_PORT: withDefault('4010', 'The port of the simulators, in development.', wholeNumber(1, 65_535)),
  FEED_RETENTION_HOURS: withDefault(
    '72',
    'How long a subscription can be resumed after a disconnect, in hours.',
    wholeNumber(1, 8_760),
  ),
  POST_TIMEOUT_MS: withDefault(
    '10000',
    'How long a platform may take to accept a message, in milliseconds.',
    wholeNumber(100, 300_000),
  ),
  RECONCILE_AFTER_MS: withDefault(
    '60000',
    'How long after a post of unknown outcome the platform is still asked what became of it, in milliseconds; then the delivery is UNCERTAIN. Longer than `POST_TIMEOUT_MS`.',
    wholeNumber(100, 3_600_000),
  ),
  UNDO_HOLD_MS: withDefault(
    '5000',
    'How long a reviewer may take a decision back, in milliseconds: an approved reply goes out after it. 0: at once, and nothing is taken back.',
    wholeNumber(0, 60_000),
  ),
} as const satisfies Readonly<Record<string, Variable>>;

export type VariableName = keyof typeof variables;

export type ParsedVariables = { readonly [Name in VariableName]: z.output<(typeof variables)[Name]['schema']> };
