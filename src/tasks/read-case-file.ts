import { extname } from 'node:path'
import { faultsError } from '../config/faults-error.ts'
import { readText } from '../config/read-text.ts'
import { parseYaml } from '../config/read-yaml.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'
import { shorten } from '../text/shorten.ts'
import { jsonFaultAt } from './json-fault-at.ts'
import { jsonItemPlaces, placeAt } from './json-item-places.ts'
import type { RawCase } from './raw-case.ts'
import { readCsv } from './read-csv.ts'

/** Largest file of cases; YAML, which is read with the place of each node, has the smaller bound of other files. */
const MOST_BYTES = 256 * 1024 * 1024

/** Reads all cases of a file by its ending: a list, or (in .json and .yaml) a single case. Throws EvalError config with every fault of the file. */
export function readCaseFile(file: string, single: 'refused' | 'allowed' = 'refused'): RawCase[] {
  const read = READERS[extname(file).toLowerCase()]
  if (!read)
    throw new EvalError('config', `${file}: cases cannot be read from this kind of file`, {
      hint: `legal: ${Object.keys(READERS).join(', ')}`,
    })
  const cases = read(file)
  if (Array.isArray(cases)) return cases
  if (single === 'allowed') return [cases]
  throw faultsError([{ place: cases.place, message: 'expected a list of cases' }])
}

type Read = RawCase[] | RawCase

const READERS: Record<string, (file: string) => Read> = {
  '.jsonl': readJsonLines,
  '.ndjson': readJsonLines,
  '.json': readJson,
  '.yaml': readYamlCases,
  '.yml': readYamlCases,
  '.csv': (file) => readCsv(readText(file, MOST_BYTES), file),
}

function readJsonLines(file: string): Read {
  const faults: Fault[] = []
  const cases: RawCase[] = []
  for (const [index, line] of readText(file, MOST_BYTES)
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === '') continue
    const place = { file, line: index + 1, column: 1 }
    try {
      cases.push({ value: JSON.parse(line) as unknown, place })
    } catch {
      faults.push({ place: { ...place, column: (jsonFaultAt(line) ?? 0) + 1 }, message: `the line is not JSON: ${shorten(line, 60)}` })
    }
  }
  if (faults.length > 0) throw faultsError(faults)
  return cases
}

function readJson(file: string): Read {
  const text = readText(file, MOST_BYTES)
  try {
    const value = JSON.parse(text) as unknown
    if (!Array.isArray(value)) return { value, place: placeAt(text, text.search(/\S/), file) }
    const places = jsonItemPlaces(text, file)
    return value.map((item: unknown, index) => ({ value: item, place: places[index] ?? { file, line: 1, column: 1 } }))
  } catch {
    const offset = jsonFaultAt(text) ?? 0
    const found = offset >= text.length ? 'it ends too early' : `found ${shorten(JSON.stringify(text.slice(offset, offset + 30)), 40)}`
    throw faultsError([{ place: placeAt(text, offset, file), message: `the file is not JSON: ${found}` }])
  }
}

function readYamlCases(file: string): Read {
  const yaml = parseYaml(readText(file), file)
  if (!Array.isArray(yaml.value)) return { value: yaml.value, place: yaml.placeOf([]), placeOf: yaml.placeOf }
  return yaml.value.map((value: unknown, index) => ({
    value,
    place: yaml.placeOf([index]),
    placeOf: (path, of) => yaml.placeOf([index, ...path], of),
  }))
}
