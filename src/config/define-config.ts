import type { ConfigInput } from '../schema/config.ts'

/** The config of `taskbench.config.ts`, with its types checked. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}
