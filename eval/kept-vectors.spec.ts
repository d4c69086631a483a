import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptVectors } from './kept-vectors.ts';

const encoder = { model: 'some', dimension: 3 };
let path = '';
let folder: URL;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'parley-kept-'));
  folder = pathToFileURL(`${path}/`);
});
afterEach(() => rmSync(path, { recursive: true }));

describe('kept vectors', () => {
  it('are there for the next who asks for the same text of the same model, and for nobody else', () => {
    const first = new KeptVectors(encoder, folder);
    first.add('hello', new Float32Array([0.6, 0, 0.8]));
    first.add('!!', new Float32Array(3));
    first.write();

    const next = new KeptVectors(encoder, folder);
    expect(next.of('hello')).toEqual(new Float32Array([0.6, 0, 0.8]));
    expect(next.has('!!')).toBe(true);
    expect(next.of('!!')).toBeNull();
    expect(next.has('good bye')).toBe(false);
    expect(new KeptVectors({ ...encoder, model: 'other' }, folder).has('hello')).toBe(false);
  });

  it('writes nothing twice, and passes over a file that is cut off', () => {
    const first = new KeptVectors(encoder, folder);
    first.add('hello', new Float32Array([1, 0, 0]));
    first.write();
    first.add('hello', new Float32Array([1, 0, 0]));
    first.write();
    new KeptVectors(encoder, folder).write();
    expect(readdirSync(folder)).toHaveLength(1);

    writeFileSync(new URL('broken.f32', folder), 'abc');
    expect(new KeptVectors(encoder, folder).has('hello')).toBe(true);
  });
});
