import { existsSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../shared/payloads/', import.meta.url);

/** Captured and signed payloads stand outside of the project; a machine without them skips their cases by name. */
export const NO_PAYLOADS = existsSync(FOLDER) ? null : 'the shared payloads are not on this machine';

export const payload = (file: string): Buffer => readFileSync(new URL(file, FOLDER));
