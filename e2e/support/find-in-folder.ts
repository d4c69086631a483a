import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Which of the texts stand in which files of the folder, byte for byte, in UTF-8 or UTF-16; texts that cross two reads are found too. */
export async function findInFolder(folder: string, texts: readonly string[]): Promise<string[]> {
  const needles = texts.flatMap((text) => [
    { text, bytes: Buffer.from(text, 'utf8') },
    { text, bytes: Buffer.from(text, 'utf16le') },
  ]);
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length)) - 1;
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    let tail: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const window = Buffer.concat([tail, chunk as Buffer]);
      for (const { text, bytes } of needles) if (window.includes(bytes)) found.add(`${path.slice(folder.length + 1)}: ${text}`);
      tail = Buffer.from(window.subarray(Math.max(0, window.length - overlap)));
    }
  }
  return [...found];
}
