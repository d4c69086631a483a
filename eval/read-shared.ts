import { existsSync, readFileSync } from 'node:fs';
import type { z } from 'zod';

const FOLDER = new URL('../../shared/data/', import.meta.url);

export const hasSharedData = (): boolean => existsSync(FOLDER);

/** Labelled text that stands beside the project: measured with, never learned from or shipped. */
export function readShared<T>(file: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(new URL(file, FOLDER), 'utf8').trim().split('\n');
  return lines.map((line) => schema.parse(JSON.parse(line)));
}
