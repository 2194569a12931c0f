interface Part {
  /** Index of its first row. */
  first: number
  text: string
  /** Where each row's text begins; behind the last one, where the next would. */
  starts: Int32Array
}

const BETWEEN = '\n'

/** The texts of rows, joined: to search one long text takes half the time of as many short ones. */
export class SearchText {
  readonly #parts: Part[] = []
  #rows = 0

  /** Adds texts, in lower case, of the rows that follow. */
  add(texts: readonly string[]): void {
    const starts = new Int32Array(texts.length + 1)
    texts.forEach((text, index) => (starts[index + 1] = (starts[index] as number) + text.length + BETWEEN.length))
    this.#parts.push({ first: this.#rows, text: texts.join(BETWEEN), starts })
    this.#rows += texts.length
  }

  /** Indexes of the rows whose text has this in it, ascending. */
  rowsWith(query: string): number[] {
    const found: number[] = []
    for (const part of this.#parts) rowsOfPart(part, query, found)
    return found
  }
}

function rowsOfPart({ first, text, starts }: Part, query: string, found: number[]): void {
  let row = 0
  for (let at = text.indexOf(query); at >= 0;) {
    while ((starts[row + 1] as number) <= at) row++
    const next = starts[row + 1] as number
    const inside = at + query.length <= next - BETWEEN.length
    if (inside) found.push(first + row)
    at = text.indexOf(query, inside ? next : at + 1)
  }
}
