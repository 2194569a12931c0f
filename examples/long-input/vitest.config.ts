import { taskbench } from 'taskbench/vitest'
import { defineConfig } from 'vitest/config'

export default defineConfig({ plugins: [taskbench()] })
