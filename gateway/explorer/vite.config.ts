import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: {
    outDir: '../../dist/explorer',
    emptyOutDir: true,
    target: 'es2022',
    // Monaco is one large editor whichever way it is cut, and it comes from this machine.
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: {
      // "use client" in a hundred files of React libraries speaks to servers that render; there is none here.
      onLog: (level, log, next) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && next(level, log),
    },
  },
  worker: { format: 'es' },
  logLevel: 'warn',
});
