import { ConfigError, type ConfigFault } from './config-error.ts';
import type { NamedKey } from './formats.ts';
import { type ParsedVariables, type VariableName, variables } from './variables.ts';

export interface Config {
  readonly mode: 'development' | 'production';
  readonly logLevel: ParsedVariables['LOG_LEVEL'];
  /** Absolute. */
  readonly dataDir: string;
  readonly http: { readonly port: number /** Without a slash at its end. */; readonly publicUrl: string };
  /** Without `url` the embedded PostgreSQL is used. */
  readonly database: { readonly url?: string };
  /** One of `jwks` and `secret` is there, never both. */
  readonly auth: {
    readonly secret?: string;
    /** The issuer of tokens signed with `secret`. */
    readonly issuer: string;
    readonly jwks?: { readonly url: string; readonly issuer: string; readonly audience: string };
  };
  readonly crypto: { /** The first one encrypts. */ readonly keys: readonly [NamedKey, ...NamedKey[]] };
  /** The first one signs. */
  readonly internalKeys: readonly [NamedKey, ...NamedKey[]];
  /** Subgraphs that run in other processes, by name. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly facebook: { readonly appSecret: string; readonly verifyToken: string; readonly graphUrl: string };
  readonly instagram: { readonly appSecret: string; readonly graphUrl: string };
  readonly x: {
    readonly consumerSecret: string;
    readonly apiUrl: string;
    /** X's id of our webhook, which a subscription names: without it, events only go to whoever holds the app's stream open. */
    /** Null: not known, so that nothing can be subscribed to. */
    readonly webhookId: string | null;
  };
  readonly linkedin: {
    readonly clientSecret: string;
    readonly apiUrl: string;
    /** Ours, which a subscription names. */
    readonly webhookUrl: string;
  };
  /** Without a key the vendor is not asked. */
  readonly openai: { readonly apiKey?: string; readonly baseUrl: string };
  readonly gemini: { readonly apiKey?: string; readonly baseUrl: string };
  readonly pinecone: { readonly apiKey?: string; readonly controllerUrl: string };
  /** Whether the built-in agents may use the sentence encoder. */
  readonly sentenceEncoder: 'on' | 'off';
  readonly salesforce: { readonly loginUrl: string };
  readonly hubspot: { readonly apiUrl: string };
  readonly simulators: { readonly port: number };
  readonly feed: { readonly retentionMs: number };
  readonly delivery: { readonly postTimeoutMs: number; readonly reconcileAfterMs: number };
  readonly review: { readonly undoHoldMs: number };
}

const hourMs = 3_600_000;

/** Throws one `ConfigError` with all faults. A variable that is set to nothing counts as absent. */
export const loadConfig = (env: NodeJS.ProcessEnv): Config => {
  const { parsed, faults } = parseVariables(env);
  faults.push(...contradictions(parsed, env));
  if (faults.length > 0) throw new ConfigError(faults);
  // Without a fault every variable went through its schema.
  return nested(parsed as ParsedVariables);
};

const parseVariables = (env: NodeJS.ProcessEnv): { parsed: Partial<ParsedVariables>; faults: ConfigFault[] } => {
  const parsed: Record<string, unknown> = {};
  const faults: ConfigFault[] = [];
  for (const name of Object.keys(variables) as VariableName[]) {
    const result = variables[name].schema.safeParse(env[name]?.trim() || undefined);
    if (result.success) parsed[name] = result.data;
    else faults.push({ variable: name, problem: result.error.issues[0]?.message ?? 'is not valid.' });
  }
  return { parsed, faults };
};

/** What no variable shows by itself. A variable that has a fault of its own is left out: its absence from `parsed` says nothing. */
const contradictions = (parsed: Partial<ParsedVariables>, env: NodeJS.ProcessEnv): ConfigFault[] => {
  const faults: ConfigFault[] = [];
  const given = (name: VariableName): boolean => Boolean(env[name]?.trim());
  if (given('JWT_JWKS_URL')) {
    for (const variable of ['JWT_ISSUER', 'JWT_AUDIENCE'] as const) {
      if (!given(variable))
        faults.push({ variable, problem: 'is absent. Set it beside JWT_JWKS_URL: keys alone do not say whose tokens count.' });
    }
    if (given('JWT_SECRET')) {
      faults.push({
        variable: 'JWT_SECRET',
        problem: 'is set beside JWT_JWKS_URL. Remove one of them: tokens are verified in one way only.',
      });
    }
  } else {
    if (!given('JWT_SECRET')) {
      faults.push({ variable: 'JWT_SECRET', problem: 'is absent. Set it, or JWT_JWKS_URL with JWT_ISSUER and JWT_AUDIENCE.' });
    }
    if (given('JWT_AUDIENCE')) {
      faults.push({
        variable: 'JWT_AUDIENCE',
        problem: 'is set without JWT_JWKS_URL and would not be checked. Set both or neither.',
      });
    }
  }
  const { POST_TIMEOUT_MS: postTimeoutMs, RECONCILE_AFTER_MS: reconcileAfterMs } = parsed;
  if (postTimeoutMs !== undefined && reconcileAfterMs !== undefined && reconcileAfterMs <= postTimeoutMs) {
    faults.push({
      variable: 'RECONCILE_AFTER_MS',
      problem: 'is not longer than POST_TIMEOUT_MS. Raise it: a post that is still under way would be taken for a lost one.',
    });
  }
  return faults;
};

const keyOf = (apiKey: string | undefined): { apiKey?: string } => (apiKey === undefined ? {} : { apiKey });

const publicUrlOf = (parsed: ParsedVariables): string => parsed.PUBLIC_URL ?? `http://127.0.0.1:${parsed.PORT}`;

const nested = (parsed: ParsedVariables): Config => ({
  mode: parsed.NODE_ENV === 'production' ? 'production' : 'development',
  logLevel: parsed.LOG_LEVEL,
  dataDir: parsed.DATA_DIR,
  http: { port: parsed.PORT, publicUrl: publicUrlOf(parsed) },
  database: parsed.DATABASE_URL === undefined ? {} : { url: parsed.DATABASE_URL },
  auth: {
    issuer: parsed.JWT_ISSUER ?? 'parley',
    ...(parsed.JWT_SECRET === undefined ? {} : { secret: parsed.JWT_SECRET }),
    ...(parsed.JWT_JWKS_URL === undefined
      ? {}
      : { jwks: { url: parsed.JWT_JWKS_URL, issuer: parsed.JWT_ISSUER ?? '', audience: parsed.JWT_AUDIENCE ?? '' } }),
  },
  crypto: { keys: parsed.ENCRYPTION_KEYS },
  internalKeys: parsed.INTERNAL_KEYS,
  subgraphUrls: parsed.SUBGRAPH_URLS ?? {},
  facebook: {
    appSecret: parsed.FACEBOOK_APP_SECRET,
    verifyToken: parsed.FACEBOOK_VERIFY_TOKEN,
    graphUrl: parsed.FACEBOOK_GRAPH_URL,
  },
  instagram: { appSecret: parsed.INSTAGRAM_APP_SECRET ?? parsed.FACEBOOK_APP_SECRET, graphUrl: parsed.INSTAGRAM_GRAPH_URL },
  x: { consumerSecret: parsed.X_CONSUMER_SECRET, apiUrl: parsed.X_API_URL, webhookId: parsed.X_WEBHOOK_ID ?? null },
  linkedin: {
    clientSecret: parsed.LINKEDIN_CLIENT_SECRET,
    apiUrl: parsed.LINKEDIN_API_URL,
    webhookUrl: `${publicUrlOf(parsed)}/webhooks/linkedin`,
  },
  openai: { ...keyOf(parsed.OPENAI_API_KEY), baseUrl: parsed.OPENAI_BASE_URL },
  gemini: { ...keyOf(parsed.GEMINI_API_KEY), baseUrl: parsed.GEMINI_BASE_URL },
  pinecone: { ...keyOf(parsed.PINECONE_API_KEY), controllerUrl: parsed.PINECONE_CONTROLLER_HOST },
  sentenceEncoder: parsed.SENTENCE_ENCODER,
  salesforce: { loginUrl: parsed.SALESFORCE_LOGIN_URL },
  hubspot: { apiUrl: parsed.HUBSPOT_API_URL },
  simulators: { port: parsed.SIMULATORS_PORT },
  feed: { retentionMs: parsed.FEED_RETENTION_HOURS * hourMs },
  delivery: { postTimeoutMs: parsed.POST_TIMEOUT_MS, reconcileAfterMs: parsed.RECONCILE_AFTER_MS },
  review: { undoHoldMs: parsed.UNDO_HOLD_MS },
});
