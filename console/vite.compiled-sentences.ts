import { readFileSync } from 'node:fs';
// biome-ignore lint/correctness/noUndeclaredDependencies: react-intl brings it, of the version that it reads
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';

const COMPILED = '?compiled';

/** `en.json?compiled`: the sentences of a catalogue, parsed here, so that no reader's browser loads the parser. */
export const compiledSentences: Plugin = {
  name: 'compiled-sentences',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith(`.json${COMPILED}`)) return null;
    const file = id.slice(0, -COMPILED.length);
    this.addWatchFile(file);
    const sentences: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
    const plain: Record<string, string> = {};
    const others: Record<string, MessageFormatElement[]> = {};
    for (const [name, sentence] of Object.entries(sentences)) {
      const [first, ...more] = parse(sentence);
      if (first?.type === TYPE.literal && more.length === 0) plain[name] = first.value;
      else others[name] = first ? [first, ...more] : [];
    }
    // most sentences have no values: as an element each they would weigh more than the parser
    const code = `const sentences = ${JSON.stringify(others)};
      for (const [name, value] of Object.entries(${JSON.stringify(plain)})) sentences[name] = [{ type: ${TYPE.literal}, value }];
      export default sentences;`;
    return { code, moduleType: 'js' };
  },
};
