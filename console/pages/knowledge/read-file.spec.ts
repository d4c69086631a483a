import { expect, it } from 'vitest';
import { readFile } from './read-file.ts';

const { signal } = new AbortController();

it.each([
  ['page.html', 5_000_001, 'HTML_TOO_LARGE'],
  ['notes.txt', 20_000_001, 'TOO_LARGE'],
])('refuses %s of %i bytes before any of it is read', async (name, bytes, problem) => {
  await expect(readFile(new File([new Uint8Array(bytes)], name), () => {}, signal)).rejects.toMatchObject({ problem });
});
