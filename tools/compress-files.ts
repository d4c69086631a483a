import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const WORTH_BYTES = 1024;
const isText = /\.(css|js|svg|json)$/;

/** Writes `<file>.br` and `<file>.gz` beside every text of a folder: a file is compressed once, and as small as it can be. */
export function compressFiles(folder: string): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!isText.test(path)) continue;
    const content = readFileSync(join(folder, path));
    if (content.length < WORTH_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(join(folder, `${path}.br`), brotliCompressSync(content, { params }));
    writeFileSync(join(folder, `${path}.gz`), gzipSync(content, { level: 9 }));
  }
}
