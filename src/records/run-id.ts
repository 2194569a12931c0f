const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
const RANDOM_LENGTH = 6

/** A new run's id: a UTC stamp that sorts by time, and random characters. `random` gives numbers in [0, 1). Legal as a folder name everywhere. */
export function createRunId(nowMs: number, random: () => number): string {
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase()
  const tail = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[Math.floor(random() * ALPHABET.length)] ?? '0').join('')
  return `${stamp}z-${tail}`
}
