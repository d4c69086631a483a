import { UnreadableFile } from './unreadable-file.ts';

/** UTF-8, or UTF-16 that says so by its first bytes. Anything else is refused: a wrong guess would be sent to customers. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  if (encoding === 'utf-8' && bytes.includes(0)) throw new UnreadableFile('BINARY');
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile('ENCODING');
  }
}
