import { existsSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../../shared/payloads/', import.meta.url);

/** Recorded exchanges stand outside of the project; a machine without them skips their cases by name. */
export const NO_PAYLOADS = existsSync(FOLDER) ? null : 'the shared payloads are not on this machine';

// biome-ignore lint/suspicious/noExplicitAny: recorded bodies have every shape, and a test that reads them wrong fails
export const payload = (file: string): any => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
