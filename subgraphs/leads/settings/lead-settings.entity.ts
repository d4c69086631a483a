import { defineEntity, p } from '@mikro-orm/core';

const LeadSettingsSchema = defineEntity({
  name: 'LeadSettingsRow',
  tableName: 'lead_settings',
  schema: '*',
  properties: {
    /** Always 1: a tenant has one row, or none while it never changed anything. */
    id: p.integer().primary().autoincrement(false),
    hotFromPoints: p.integer(),
    warmFromPoints: p.integer(),
    hotFromLift: p.double().$type<number>(),
    warmFromLift: p.double().$type<number>(),
    useModel: p.boolean(),
    updatedAt: p.datetime(),
  },
});

export class LeadSettingsRow extends LeadSettingsSchema.class {}
LeadSettingsSchema.setClass(LeadSettingsRow);

export interface LeadSettingsValues {
  readonly hotFromPoints: number;
  readonly warmFromPoints: number;
  readonly hotFromLift: number;
  readonly warmFromLift: number;
  readonly useModel: boolean;
}

export const DEFAULT_LEAD_SETTINGS: LeadSettingsValues = {
  hotFromPoints: 70,
  warmFromPoints: 40,
  hotFromLift: 2,
  warmFromLift: 1,
  useModel: true,
};
