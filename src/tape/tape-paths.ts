import path from 'node:path'

/** Names that Windows keeps for devices. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/
const LONGEST_NAME = 100

/** Any name as that of a file, on every system. Different names may become one: what is kept there is told apart by its content. */
const safeName = (name: string): string => {
  const plain = name
    .slice(0, LONGEST_NAME)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
  if (plain === '') return 'unnamed'
  return DEVICES.test(plain) ? `_${plain}` : plain
}

/** The file that holds the calls of a task and model. */
export const tapeFile = (folder: string, { task, model }: { task: string; model: string }): string =>
  path.join(folder, safeName(task), `${safeName(model)}.jsonl`)
