import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { singleFile } from './single-file.ts'

/** `--mode benchmark` builds the page of benchmarks: an app of its own, so that neither carries the other. */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  plugins: [react(), singleFile()],
  build: {
    outDir: '../../dist/app',
    emptyOutDir: mode !== 'benchmark',
    target: 'es2023',
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    reportCompressedSize: false,
    rolldownOptions: { input: `${import.meta.dirname}/${mode === 'benchmark' ? 'benchmark' : 'report'}-template.html` },
  },
}))
