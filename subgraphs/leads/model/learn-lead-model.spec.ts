import { expect, it } from 'vitest';
import { madeUpLeads } from '../testing/made-up-leads.ts';
import { chanceOf } from './lead-model.ts';
import { learnLeadModel } from './learn-lead-model.ts';

const learn = async (leads: ReturnType<typeof madeUpLeads>) => {
  const learned = await learnLeadModel(leads.map((lead) => [lead]));
  if (learned === null) throw new Error('nothing was learned');
  return learned;
};

it('comes near the chances that made the outcomes, for leads that it never saw', async () => {
  const { model } = await learn(madeUpLeads(1_500));
  const unseen = madeUpLeads(500, 2);
  const distance = unseen.reduce((sum, { facts, chance }) => sum + Math.abs(chanceOf(model, facts) - chance), 0) / 500;
  expect(distance).toBeLessThan(0.04);
});

it('says how well it ranks leads that it has not seen, and that rules which say nothing do not', async () => {
  const { quality } = await learn(madeUpLeads(1_000));
  expect(quality.auc).toBeGreaterThan(0.7);
  expect(quality.rulesAuc).toBeGreaterThan(0.45);
  expect(quality.rulesAuc).toBeLessThan(0.55);
  expect(quality.calibrationError).toBeLessThan(0.05);
});

it('claims nothing where facts and outcomes have nothing to do with each other, and gives everybody about the average', async () => {
  const leads = madeUpLeads(400).map((lead, at) => ({ ...lead, converted: at % 4 === 0 }));
  const { model, quality } = await learn(leads);
  expect(quality.auc - 2.33 * quality.aucError).toBeLessThan(0.5);
  for (const { facts } of leads) expect(Math.abs(chanceOf(model, facts) - model.base)).toBeLessThan(0.2);
});

it('learns the same from the same leads, and as much from one that was scored five times as from one scored once', async () => {
  const leads = madeUpLeads(200);
  const [once, again] = [await learn(leads), await learn(leads)];
  expect(again).toEqual(once);
  const fiveTimes = await learnLeadModel(leads.map((lead) => Array.from({ length: 5 }, () => ({ ...lead, weight: 0.2 }))));
  for (const { facts } of leads) expect(chanceOf(fiveTimes!.model, facts)).toBeCloseTo(chanceOf(once.model, facts), 1);
});

it('learns nothing where all leads ended alike, or none did', async () => {
  expect(await learnLeadModel([])).toBeNull();
  expect(await learnLeadModel(madeUpLeads(200).map((lead) => [{ ...lead, converted: true }]))).toBeNull();
});

it('a kind or a fact that it never saw changes nothing', async () => {
  const { model } = await learn(madeUpLeads(300));
  const known = { PLATFORM: 'FACEBOOK', ENGAGEMENT: 1 };
  expect(chanceOf(model, { ...known, NEW_SIGNAL: true, RECENCY: 'never seen' })).toBeCloseTo(chanceOf(model, known), 6);
});
