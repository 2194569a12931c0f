/** The value as JSON; `null` where it is nested too deeply to be written (what was read need not be), or is no JSON at all. */
export function jsonText(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null
  } catch {
    return null
  }
}
