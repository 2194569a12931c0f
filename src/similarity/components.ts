/** Rows and columns that are linked with each other and with nothing else. */
export interface Component {
  rows: number[]
  columns: number[]
}

/** The connected components of the graph whose edges are the similarities at or above `threshold`; items without an edge are left out. */
export function componentsOf(similarities: readonly (readonly number[])[], threshold: number, columns: number): Component[] {
  const rows = similarities.length
  const parent = Int32Array.from({ length: rows + columns }, (_, node) => node)
  const rootOf = (node: number): number => {
    let root = node
    while (parent[root] !== root) root = parent[root] = parent[parent[root] as number] as number
    return root
  }
  const linked = new Uint8Array(rows + columns)
  similarities.forEach((values, row) => {
    for (let column = 0; column < columns; column++) {
      if (!((values[column] ?? 0) >= threshold)) continue
      linked[row] = linked[rows + column] = 1
      parent[rootOf(rows + column)] = rootOf(row)
    }
  })
  const components = new Map<number, Component>()
  for (let node = 0; node < rows + columns; node++) {
    if (linked[node] === 0) continue
    const root = rootOf(node)
    const component = components.get(root) ?? { rows: [], columns: [] }
    components.set(root, component)
    if (node < rows) component.rows.push(node)
    else component.columns.push(node - rows)
  }
  return [...components.values()]
}
