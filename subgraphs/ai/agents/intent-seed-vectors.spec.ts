import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noSentenceEncoder, type SentenceEncoder } from '../connectors/sentence-encoder/sentence-encoder.ts';
import { makeSeedVectors, readSeedVectors } from './intent-seed-vectors.ts';
import type { LabelledMessage } from './load-intent-seeds.ts';

const seeds: LabelledMessage[] = Array.from({ length: 150 }, (_, at) => ({ text: `seed ${at}`, intent: 'SALES' }));
seeds.push({ text: '😂', intent: 'GENERAL' });

/** A direction for each text, nothing for one without a word. */
const encoder: SentenceEncoder = {
  ...noSentenceEncoder,
  model: 'lengths',
  dimension: 2,
  encode: async (texts) =>
    texts.map((text) => (/\w/.test(text) ? Float32Array.of(Math.cos(text.length), Math.sin(text.length)) : new Float32Array(2))),
};

let path: string;
let folder: URL;
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'seed-vectors-'));
  folder = pathToFileURL(`${path}/made/`);
});
afterAll(() => rm(path, { recursive: true }));

it('what was made is read again, for the same seeds and the same model alone', async () => {
  expect(await readSeedVectors(seeds, encoder, folder)).toBeNull();
  const made = await makeSeedVectors(seeds, encoder, folder);
  expect(made?.[0]?.vector).toHaveLength(2);
  expect(made?.at(-1)?.vector).toBeNull();
  expect(await readSeedVectors(seeds, encoder, folder)).toEqual(made);

  expect(await readSeedVectors(seeds, { ...encoder, model: 'lengths-2' }, folder)).toBeNull();
  expect(await readSeedVectors([...seeds, { text: 'one more', intent: 'SPAM' }], encoder, folder)).toBeNull();
  const [first, ...rest] = seeds;
  expect(await readSeedVectors([{ text: `${first?.text}!`, intent: 'SALES' }, ...rest], encoder, folder)).toBeNull();
});

it('half a file is none', async () => {
  const other = pathToFileURL(`${path}/cut/`);
  await makeSeedVectors(seeds, encoder, other);
  const [file] = await readdir(other);
  await truncate(new URL(file ?? '', other), 100);
  expect(await readSeedVectors(seeds, encoder, other)).toBeNull();
});

it('an encoder that stops answering leaves nothing behind', async () => {
  const other = pathToFileURL(`${path}/none/`);
  let calls = 0;
  const breaking: SentenceEncoder = {
    ...encoder,
    encode: async (texts, options) => (calls++ === 0 ? encoder.encode(texts, options) : null),
  };
  expect(await makeSeedVectors(seeds, breaking, other)).toBeNull();
  await expect(readdir(other)).rejects.toThrow('ENOENT');
});

it('a folder that cannot be written hinders nobody', async () => {
  const vectors = await makeSeedVectors(seeds, encoder, pathToFileURL('/dev/null/made/'));
  expect(vectors).toHaveLength(seeds.length);
});
