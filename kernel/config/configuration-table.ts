import { variables } from './variables.ts';

/** The page docs/CONFIGURATION.md: every variable that is read, from the same table that reads them. */
export const configurationTable = (): string => {
  const rows = Object.entries(variables).map(([name, { meaning, whenAbsent }]) => `| \`${name}\` | ${meaning} | ${whenAbsent} |`);
  return [
    '# Configuration',
    '',
    'Written by `kernel/config/write-configuration-table.ts` from `kernel/config/variables.ts`: change it there.',
    '',
    'Parley reads its settings from the environment, once, at the start. All faults are reported together, and the start fails.',
    'A variable that is set to nothing counts as absent.',
    '',
    '| variable | what it is | when it is absent |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
};
