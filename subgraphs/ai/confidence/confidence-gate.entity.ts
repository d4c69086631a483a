import { defineEntity, p } from '@mikro-orm/core';
import type { Gate } from './gate.ts';

/** By recipe: decisions about one recipe's drafts say nothing of another's. */
export type Gates = Readonly<Record<string, Gate>>;

/** Content version and number of passages of each document. */
export type KnowledgeSnapshot = Readonly<Record<string, readonly [version: number, passages: number]>>;

const ConfidenceGateSchema = defineEntity({
  name: 'ConfidenceGate',
  tableName: 'confidence_gate',
  schema: '*',
  properties: {
    /** Always 1: a tenant has one row, or none before its first decision. */
    id: p.integer().primary().autoincrement(false),
    gates: p.json<Gates>(),
    version: p.integer(),
    knowledge: p.json<KnowledgeSnapshot>(),
    derivedAt: p.datetime(),
  },
});

export class ConfidenceGate extends ConfidenceGateSchema.class {}
ConfidenceGateSchema.setClass(ConfidenceGate);
