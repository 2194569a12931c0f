import { taskbench } from 'taskbench/vitest'
import { defineConfig } from 'vitest/config'

/** Real models that are asked where their key is in the environment, beside the simulated ones. */
const REAL = { OPENAI_API_KEY: 'openai:gpt-5-mini', ANTHROPIC_API_KEY: 'anthropic:claude-haiku-4-5' }

const real = Object.entries(REAL).flatMap(([key, model]) => (process.env[key] ? [model] : []))

/** The evaluations of this project, as its workflow runs them. */
export default defineConfig({ plugins: [taskbench({ models: ['sim:careful', 'sim:hasty', 'sim:faulty', ...real] })] })
