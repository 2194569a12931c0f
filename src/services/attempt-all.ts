/** Does one thing after the other, each whatever has become of those before it. */
export function attemptAll(...things: readonly (() => void)[]): void {
  for (const thing of things)
    try {
      thing()
    } catch {
      continue
    }
}
