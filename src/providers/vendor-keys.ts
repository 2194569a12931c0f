/** Variables that hold a vendor's key, and the only hosts to which it may go unasked. `*` stands for one label. */
export const VENDOR_KEYS = {
  OPENAI_API_KEY: ['api.openai.com', 'eu.api.openai.com', 'us.api.openai.com'],
  ANTHROPIC_API_KEY: ['api.anthropic.com'],
  OPENROUTER_API_KEY: ['openrouter.ai'],
  AWS_ACCESS_KEY_ID: ['bedrock-runtime.*.amazonaws.com', 'bedrock-runtime-fips.*.amazonaws.com', 'bedrock-runtime.*.amazonaws.com.cn'],
  AWS_BEARER_TOKEN_BEDROCK: [
    'bedrock-runtime.*.amazonaws.com',
    'bedrock-runtime-fips.*.amazonaws.com',
    'bedrock-runtime.*.amazonaws.com.cn',
  ],
} as const satisfies Record<string, readonly string[]>

/** The hosts of the vendor whose key the variable holds; empty for any other variable. */
export function hostsOfKey(variable: string): readonly string[] {
  return Object.hasOwn(VENDOR_KEYS, variable) ? VENDOR_KEYS[variable as keyof typeof VENDOR_KEYS] : []
}
