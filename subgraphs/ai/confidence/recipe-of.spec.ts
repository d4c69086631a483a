import { expect, it } from 'vitest';
import { recipeOf } from './recipe-of.ts';

const vendor = { provider: 'openai', model: 'large' };
const RECIPE = recipeOf(vendor, 'Friendly.', 'embedding-1');

it('is another one with another provider, model, persona or embedding', () => {
  const others = [
    recipeOf({ ...vendor, provider: 'gemini' }, 'Friendly.', 'embedding-1'),
    recipeOf({ ...vendor, model: 'small' }, 'Friendly.', 'embedding-1'),
    recipeOf(vendor, 'Strict.', 'embedding-1'),
    recipeOf(vendor, 'Friendly.', 'embedding-2'),
  ];
  expect(new Set([RECIPE, ...others]).size).toBe(5);
  expect(recipeOf(vendor, 'Friendly.', 'embedding-1')).toBe(RECIPE);
});

it('quotes no persona', () => {
  expect(recipeOf(vendor, 'Signs as Mia', 'embedding-1')).not.toContain('Mia');
});

it('of the built-in writer does not hang on the persona, which only signs there', () => {
  const local = { provider: 'local', model: 'parley-local-1' };
  expect(recipeOf(local, 'Friendly.', 'e')).toBe(recipeOf(local, 'Strict.', 'e'));
});
