import { readFileSync } from 'node:fs';
// biome-ignore lint/correctness/noUndeclaredDependencies: react-intl brings it, of the version that it reads
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { defineConfig, type Plugin } from 'vite';

/** Where a running Parley is, for `npm run dev`. */
const PARLEY = process.env['PARLEY_URL'] ?? 'http://127.0.0.1:4000';

const COMPILED = '?compiled';

/** `en.json?compiled`: the sentences of a catalogue, parsed here, so that no reader's browser loads the parser. */
const compiledSentences: Plugin = {
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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [compiledSentences],
  resolve: {
    alias: [{ find: /^@formatjs\/icu-messageformat-parser$/, replacement: '@formatjs/icu-messageformat-parser/no-parser.js' }],
  },
  // the gateway puts a new nonce in its place with every answer: the styles that components write themselves carry it
  html: { cspNonce: 'nonce-of-the-answer' },
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      // "use client" in a thousand files of React libraries speaks to servers that render; there is none here.
      onLog: (level, log, next) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && next(level, log),
    },
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, proxy: { '/graphql': { target: PARLEY, ws: true } } },
  logLevel: 'warn',
});
