import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';

const developmentSecrets = z.object({
  jwtSecret: z.string().min(32),
  encryptionKeys: z.string().min(1),
  internalKeys: z.string().min(1),
  facebookVerifyToken: z.string().min(1),
});

export type DevelopmentSecrets = Readonly<z.infer<typeof developmentSecrets>>;

/** Makes the secrets at the first start in a data folder; every later start, and every process beside it, gets the same ones. */
export const loadDevelopmentSecrets = (dataDir: string): DevelopmentSecrets => {
  const file = join(dataDir, 'secrets.json');
  return read(file) ?? create(dataDir, file);
};

const create = (dataDir: string, file: string): DevelopmentSecrets => {
  mkdirSync(dataDir, { recursive: true });
  const draft = join(dataDir, `secrets.${randomUUID()}.json`);
  const key = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
  const secrets: DevelopmentSecrets = {
    jwtSecret: randomBytes(48).toString('base64url'),
    encryptionKeys: key('dev'),
    internalKeys: key('dev'),
    facebookVerifyToken: randomBytes(18).toString('base64url'),
  };
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // A link, not a rename: of two processes that start at once the second must not replace keys that the first already uses.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return read(file) ?? secrets;
};

const read = (file: string): DevelopmentSecrets | null => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const parsed = developmentSecrets.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  // Never replaced: the keys in it may be the only ones that open the data beside it.
  const problem = 'is not readable as secrets. Put back the file that was there, or remove the whole data folder and start anew.';
  throw new ConfigError([{ variable: file, problem }]);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
