import { taskbench } from 'taskbench/vitest'
import { defineConfig } from 'vitest/config'
// Models are asked from Vitest's main process, which is where this file is loaded.
import './otel.mjs'

export default defineConfig({ plugins: [taskbench()] })
