import { defineEntity, p } from '@mikro-orm/core';
import type { VectorIsolation } from '../connectors/vector-index.ts';
import type { Intent } from '../run/run-enums.ts';

export type IntentThresholds = Partial<Record<Intent, number>>;

const AiSettingsSchema = defineEntity({
  name: 'AiSettingsRow',
  tableName: 'ai_settings',
  schema: '*',
  properties: {
    /** Always 1: a tenant has one row, or none while it never changed anything. */
    id: p.integer().primary().autoincrement(false),
    autoReply: p.boolean(),
    confidenceThreshold: p.double().$type<number>(),
    targetError: p.double().$type<number>().nullable(),
    auditShare: p.double().$type<number>(),
    thresholds: p.json<IntentThresholds>(),
    persona: p.text(),
    vectorIsolation: p.string().$type<VectorIsolation>(),
    monthlyBudgetUsd: p.double().$type<number>().nullable(),
    requireReplay: p.boolean(),
    replayMaxErrorRate: p.double().$type<number>(),
    replayDecisions: p.integer(),
    replyCacheMinutes: p.integer(),
    replyTargetMinutes: p.integer(),
    timeZone: p.text(),
    defaultRegion: p.text().nullable(),
    defaultCurrency: p.text().nullable(),
    languages: p.array<string>().nullable(),
    updatedAt: p.datetime(),
  },
});

export class AiSettingsRow extends AiSettingsSchema.class {}
AiSettingsSchema.setClass(AiSettingsRow);

/** Where the tenant's customers are, as far as a message leaves it unsaid. */
export interface Locale {
  /** IANA: the days that a message speaks of are counted there. */
  readonly timeZone: string;
  /** ISO 3166: where a phone number without a country code belongs to. */
  readonly defaultRegion: string | null;
  /** ISO 4217: what an amount without a currency is in. */
  readonly defaultCurrency: string | null;
  /** ISO 639-1: replies in any other language are a person's. Null: the agents' languages. */
  readonly languages: string[] | null;
}

export const NOWHERE: Locale = { timeZone: 'UTC', defaultRegion: null, defaultCurrency: null, languages: null };

/** An hour: what people expect of a business that they write to. */
export const USUAL_REPLY_TARGET_MINUTES = 60;

/** What the pipeline asks of the settings. */
export interface Settings {
  readonly autoReply: boolean;
  /** Not in force while there is a target error. */
  readonly confidenceThreshold: number;
  /** The error that the tenant accepts in replies that nobody saw; the threshold is derived from it. */
  readonly targetError: number | null;
  /** Of all messages, the share that is drawn for review before anything about them is known. */
  readonly auditShare: number;
  readonly thresholds: IntentThresholds;
  readonly persona: string;
  readonly vectorIsolation: VectorIsolation;
  /** What vendors' models may cost in a calendar month (UTC); null: without a limit. */
  readonly monthlyBudgetUsd?: number | null | undefined;
  /** How long a reply of a paid model may answer the next one who asks the same; 0: never. */
  readonly replyCacheMinutes: number;
  /** What insights measure replies against; a message does not ask. */
  readonly replyTargetMinutes?: number | undefined;
  /** Absent: nowhere in particular. */
  readonly locale?: Locale | undefined;
  /** What a change of how replies come out has to have passed; absent: nothing. A message does not ask. */
  readonly replayRequirement?: ReplayRequirement | undefined;
}

export interface ReplayRequirement {
  readonly requireReplay: boolean;
  /** Of what goes out, no larger share may be wrong. */
  readonly replayMaxErrorRate: number;
  /** So many of the latest decisions are to be replayed. */
  readonly replayDecisions: number;
}

export const NO_REQUIREMENT: ReplayRequirement = { requireReplay: false, replayMaxErrorRate: 0.1, replayDecisions: 100 };

/** A tenant starts with these. 0.8: sure enough that a shop with good knowledge sees replies go out on its first day. */
export const DEFAULT_SETTINGS: Settings = {
  autoReply: true,
  confidenceThreshold: 0.8,
  targetError: null,
  auditShare: 0.05,
  thresholds: {},
  persona: 'Friendly, brief and to the point.',
  vectorIsolation: 'NAMESPACE',
  replyCacheMinutes: 60,
};

export const thresholdFor = (settings: Settings, intent: Intent | null): number =>
  (intent === null ? undefined : settings.thresholds[intent]) ?? settings.confidenceThreshold;
