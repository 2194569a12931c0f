/** Shorter ones are stand-ins, as `ollama` or `not-needed` for servers that want any key: an answer may well hold such a word. */
const SHORTEST_KEY = 12

/** Is a key one that must not be written down, where a text repeats it? */
export function isRealKey(key: string): boolean {
  return key.length >= SHORTEST_KEY
}
