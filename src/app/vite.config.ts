import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { singleFile } from './single-file.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), singleFile()],
  build: {
    outDir: '../../dist/app',
    emptyOutDir: true,
    target: 'es2023',
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    reportCompressedSize: false,
    rolldownOptions: { input: `${import.meta.dirname}/report-template.html` },
  },
})
