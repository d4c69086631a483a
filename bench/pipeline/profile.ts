import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

let session: Session | null = null;

/** From now on until `writeProfile`, at 1 ms. */
export async function startProfile(): Promise<void> {
  session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 1000 });
  await session.post('Profiler.start');
}

/** For the performance view of a browser's developer tools. */
export async function writeProfile(file: string): Promise<void> {
  const { profile } = (await session?.post('Profiler.stop')) ?? {};
  session?.disconnect();
  session = null;
  writeFileSync(file, JSON.stringify(profile));
}
