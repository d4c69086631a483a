import { defineEntity, p } from '@mikro-orm/core';
import type { LeadModel } from './lead-model.ts';

const LeadModelSchema = defineEntity({
  name: 'LeadModelRow',
  tableName: 'lead_model',
  schema: '*',
  properties: {
    version: p.integer().primary().autoincrement(false),
    /** NO_BETTER: it ranks leads no better than the rules, which go on making the points. */
    state: p.string().$type<'READY' | 'NO_BETTER'>(),
    learnedAt: p.datetime(),
    /** Leads that had ended then, and those of them that were converted. */
    ended: p.integer(),
    converted: p.integer(),
    /** Those of them that it learned from. */
    learnedFrom: p.integer(),
    auc: p.double().$type<number>(),
    rulesAuc: p.double().$type<number>(),
    calibrationError: p.double().$type<number>(),
    model: p.json<LeadModel>(),
  },
});

/** What was learned at one time. The highest version is the one that counts. */
export class LeadModelRow extends LeadModelSchema.class {}
LeadModelSchema.setClass(LeadModelRow);
