/** `line` counts from 1. */
export type Finding = { path: string; line: number; message: string };

/** One finding a line in the shape that editors and terminals turn into links, and an exit code that fails the check. */
export function reportFindings(checked: string, findings: Finding[]): void {
  for (const { path, line, message } of findings) console.log(`${path}:${line}  ${message}`);
  console.log(findings.length === 0 ? `${checked}, nothing to say.` : `${checked}, ${findings.length} to mend.`);
  if (findings.length > 0) process.exitCode = 1;
}
