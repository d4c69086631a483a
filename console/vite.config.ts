import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compiledSentences } from './vite.compiled-sentences.ts';

/** Where a running Parley is, for `npm run dev`. */
const PARLEY = process.env['PARLEY_URL'] ?? 'http://127.0.0.1:4000';

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  // a changed component takes its place in the open page, which keeps its state
  plugins: [react(), compiledSentences],
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
  // the address is said where somebody is to open it
  logLevel: command === 'serve' ? 'info' : 'warn',
}));
