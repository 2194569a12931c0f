const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
const RANDOM_LENGTH = 6

/** A new run's id: a UTC stamp that sorts by time, and random characters. `random` gives numbers in [0, 1). Legal as a folder name everywhere. */
export function createRunId(nowMs: number, random: () => number): string {
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase()
  const tail = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[Math.floor(random() * ALPHABET.length)] ?? '0').join('')
  return `${stamp}z-${tail}`
}

/** When a run's id was made, as ISO 8601 to the second; `null` for one that a user gave. */
export function createdAt(runId: string): string | null {
  const parts = /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)z-/.exec(runId)
  if (parts === null) return null
  const [, year, month, day, hours, minutes, seconds] = parts
  const time = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000Z`)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}
