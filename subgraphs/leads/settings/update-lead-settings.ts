import { badUserInput } from '#kernel/errors/public-error.ts';
import type { Tx } from '#kernel/messaging/transaction.ts';
import { LeadSettingsRow, type LeadSettingsValues } from './lead-settings.entity.ts';
import { readLeadSettings } from './read-lead-settings.ts';

const MOST_POINTS = 100;
const LARGEST_LIFT = 100;

/** Absent or null: stays as it is. */
export type LeadSettingsChanges = { readonly [Name in keyof LeadSettingsValues]?: LeadSettingsValues[Name] | null | undefined };

/** In force from the next score on; a lead keeps the tier that its latest score made. Throws BAD_USER_INPUT. */
export async function updateLeadSettings(tx: Tx, changes: LeadSettingsChanges): Promise<LeadSettingsValues> {
  const before = await readLeadSettings(tx);
  const next: LeadSettingsValues = {
    hotFromPoints: changes.hotFromPoints ?? before.hotFromPoints,
    warmFromPoints: changes.warmFromPoints ?? before.warmFromPoints,
    hotFromLift: changes.hotFromLift ?? before.hotFromLift,
    warmFromLift: changes.warmFromLift ?? before.warmFromLift,
    useModel: changes.useModel ?? before.useModel,
  };
  check(next.warmFromPoints >= 1, 'warmFromPoints', 'warmFromPoints must be 1 at least.');
  check(next.hotFromPoints <= MOST_POINTS, 'hotFromPoints', `hotFromPoints must be ${MOST_POINTS} at most.`);
  check(
    next.hotFromPoints > next.warmFromPoints,
    'hotFromPoints',
    `hotFromPoints (${next.hotFromPoints}) must be above warmFromPoints (${next.warmFromPoints}).`,
  );
  // below the average nobody is warm
  check(next.warmFromLift >= 1, 'warmFromLift', 'warmFromLift must be 1 at least: a lead of the average.');
  check(next.hotFromLift <= LARGEST_LIFT, 'hotFromLift', `hotFromLift must be ${LARGEST_LIFT} at most.`);
  check(
    next.hotFromLift > next.warmFromLift,
    'hotFromLift',
    `hotFromLift (${next.hotFromLift}) must be above warmFromLift (${next.warmFromLift}).`,
  );
  await tx.em.upsert(LeadSettingsRow, { id: 1, ...next, updatedAt: tx.clock.now() });
  return next;
}

function check(holds: boolean, field: string, message: string): void {
  if (!holds) throw badUserInput(`input.${field}`, message);
}
