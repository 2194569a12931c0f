/** Rows of bits, one per check, each as long as there are answers of a kind. */
export interface BitRows {
  /** 32-bit words of one row. */
  words: number
  /** All rows, one after the other. */
  bits: Uint32Array
  /** Bits that are set, per row. */
  counts: Uint32Array
}

/** Rows of the answers at `columns` on which `isSet(verdict)` holds. */
export function bitRows(verdicts: readonly Uint8Array[], columns: readonly number[], isSet: (verdict: number) => boolean): BitRows {
  const words = (columns.length + 31) >>> 5
  const bits = new Uint32Array(words * verdicts.length)
  const counts = new Uint32Array(verdicts.length)
  for (const [row, of] of verdicts.entries()) {
    const start = row * words
    for (let column = 0; column < columns.length; column++) {
      if (!isSet(of[columns[column] as number] as number)) continue
      const word = start + (column >>> 5)
      bits[word] = (bits[word] as number) | (1 << (column & 31))
      counts[row] = (counts[row] as number) + 1
    }
  }
  return { words, bits, counts }
}

/** Bits of a word that are set. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** Bits of a row that a set of bits does not have. */
export function countNew({ bits, words }: BitRows, row: number, known: Uint32Array): number {
  let count = 0
  const start = row * words
  for (let word = 0; word < words; word++) {
    const fresh = (bits[start + word] as number) & ~(known[word] as number)
    if (fresh !== 0) count += bitCount(fresh)
  }
  return count
}

/** Adds a row to a set of bits. */
export function addRow({ bits, words }: BitRows, row: number, into: Uint32Array): void {
  const start = row * words
  for (let word = 0; word < words; word++) into[word] = (into[word] as number) | (bits[start + word] as number)
}

/** The union of some rows. */
export function unionOf(rows: BitRows, members: Iterable<number>): Uint32Array {
  const union = new Uint32Array(rows.words)
  for (const row of members) addRow(rows, row, union)
  return union
}

/** Bits of a set. */
export function countAll(set: Uint32Array): number {
  let count = 0
  for (const word of set) count += bitCount(word)
  return count
}

/** Is every bit of a row set in another row? */
export function isWithin({ bits, words }: BitRows, row: number, other: number): boolean {
  for (let word = 0; word < words; word++) {
    if (((bits[row * words + word] as number) & ~(bits[other * words + word] as number)) !== 0) return false
  }
  return true
}

/** The words of a row as a key: equal rows have equal keys. */
export function rowKey({ bits, words }: BitRows, row: number): string {
  return Buffer.from(bits.buffer, bits.byteOffset + row * words * 4, words * 4).toString('latin1')
}
