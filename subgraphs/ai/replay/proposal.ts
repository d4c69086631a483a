import { createHash } from 'node:crypto';
import { badUserInput, notFound } from '#kernel/errors/public-error.ts';
import { isId } from '#kernel/persistence/new-id.ts';
import type { Ctx } from '#kernel/tenancy/context.ts';
import { documentText, documentTitle } from '../knowledge/document-text.ts';
import { KnowledgeDocument } from '../knowledge/knowledge-document.entity.ts';
import type { IntentThresholds, Settings } from '../settings/ai-settings.entity.ts';
import { byIntent, checkedPersona } from '../settings/checked-settings.ts';
import type { SettingsChanges } from '../settings/update-ai-settings.ts';

const MOST_CHANGES = 100;

/** A document as it would be. */
export interface KnowledgeDraft {
  /** The document that it takes the place of; null for one that is added. */
  readonly documentId: string | null;
  /** Null for one that is removed. */
  readonly content: { readonly title: string; readonly text: string } | null;
}

/** What would be other than it is, checked; what is null or empty stays. It is kept with its replay. */
export interface Proposal {
  readonly persona: string | null;
  /** Ends a target error. */
  readonly threshold: number | null;
  readonly targetError: number | null;
  readonly thresholds: IntentThresholds | null;
  readonly knowledge: readonly KnowledgeDraft[];
  /** Another list of models answers: an operator's, who has it in a file. */
  readonly otherModels: boolean;
}

/** As a caller says it. */
export interface ProposalInput extends Pick<SettingsChanges, 'persona' | 'targetError' | 'thresholds'> {
  readonly threshold?: number | null | undefined;
  readonly knowledge?: readonly KnowledgeChange[] | null | undefined;
  readonly otherModels?: boolean;
}

/** Without `documentId` a document is added; with it the document is changed, or removed. */
export interface KnowledgeChange {
  readonly documentId?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly text?: string | null | undefined;
  readonly remove?: boolean | null | undefined;
}

export async function checkProposal(ctx: Ctx, input: ProposalInput): Promise<Proposal> {
  const { threshold = null, targetError = null, otherModels = false } = input;
  if (threshold !== null && targetError !== null)
    throw badUserInput('input.threshold', 'Propose a threshold or a target error: the threshold follows from the target.');
  if (threshold !== null && !(threshold >= 0 && threshold <= 1))
    throw badUserInput('input.threshold', 'A threshold is a number from 0 to 1.');
  if (targetError !== null && !(targetError > 0 && targetError < 0.5))
    throw badUserInput('input.targetError', 'A target error is a number above 0 and below 0.5.');
  const changes = input.knowledge ?? [];
  if (changes.length > MOST_CHANGES)
    throw badUserInput('input.knowledge', `At most ${MOST_CHANGES} documents can be proposed at once.`);
  const knowledge: KnowledgeDraft[] = [];
  for (const change of changes) knowledge.push(await checkedChange(ctx, change));
  const ids = knowledge.flatMap(({ documentId }) => documentId ?? []);
  if (new Set(ids).size < ids.length) throw badUserInput('input.knowledge', 'Each document may stand once.');
  const proposal: Proposal = {
    persona: input.persona == null ? null : checkedPersona(input.persona),
    threshold,
    targetError,
    thresholds: input.thresholds ? byIntent(input.thresholds) : null,
    knowledge,
    otherModels,
  };
  if (!redrafts(proposal) && threshold === null && targetError === null && proposal.thresholds === null)
    throw badUserInput('input', 'Propose something: a persona, a threshold, a target error, or knowledge.');
  return proposal;
}

/** False: the drafts that were decided are judged again, and no model is asked. */
export const redrafts = ({ persona, knowledge, otherModels }: Proposal): boolean =>
  persona !== null || knowledge.length > 0 || otherModels;

async function checkedChange(ctx: Ctx, { documentId, title, text, remove }: KnowledgeChange): Promise<KnowledgeDraft> {
  if (documentId == null) {
    if (remove) throw badUserInput('input.knowledge', 'What is removed is named by its documentId.');
    return { documentId: null, content: { title: documentTitle(title ?? ''), text: documentText(text ?? '') } };
  }
  const document = isId(documentId) ? await ctx.em.findOne(KnowledgeDocument, { id: documentId }) : null;
  if (!document) throw notFound('The knowledge document');
  if (remove) return { documentId, content: null };
  const content = { title: documentTitle(title ?? document.title), text: documentText(text ?? document.text) };
  return { documentId, content };
}

/** The settings as they would be, for what a replay judges. */
export const settingsUnder = (settings: Settings, { persona, threshold, targetError, thresholds }: Proposal): Settings => ({
  ...settings,
  autoReply: true,
  persona: persona ?? settings.persona,
  confidenceThreshold: threshold ?? settings.confidenceThreshold,
  targetError: threshold === null ? (targetError ?? settings.targetError) : null,
  thresholds: thresholds ?? settings.thresholds,
});

/** Of everything in the settings that decides how a reply comes out and whether it goes out. */
export function settingsHash({ persona, confidenceThreshold, targetError, thresholds }: Settings): string {
  const byName = Object.entries(thresholds).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashOf([persona, targetError === null ? confidenceThreshold : null, targetError, byName]);
}

export const changeHash = ({ documentId, content }: KnowledgeDraft): string =>
  hashOf([documentId, content?.title ?? null, content?.text ?? null]);

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
