import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { DATA_PLACE } from '../../src/schema/embedded-report.ts'
import { EvalError } from '../../src/schema/eval-error.ts'

/** A built page, seen from the built package and from the source. */
const placesOf = (name: string): URL[] => [`../../app/${name}`, `../../dist/app/${name}`].map((place) => new URL(place, import.meta.url))

const readFirst = async (places: readonly URL[]): Promise<string> => {
  for (const place of places) {
    try {
      return await readFile(place, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  throw new EvalError(
    'config',
    `Found no template for the HTML report; expected ${places.map((place) => fileURLToPath(place)).join(' or ')}`,
    {
      hint: 'Build it with `npm run build`.',
    },
  )
}

/** The app's page before and behind the place of its data. */
export interface Template {
  before: string
  after: string
}

/** Cuts a page where its data goes. Throws EvalError config when it has no such place. */
export function splitTemplate(html: string): Template {
  const cut = html.indexOf(DATA_PLACE)
  if (cut === -1) {
    throw new EvalError('config', `The template of the HTML report has no place for data; expected ${DATA_PLACE} in it`, {
      hint: 'Build it again with `npm run build`.',
    })
  }
  return { before: html.slice(0, cut), after: html.slice(cut + DATA_PLACE.length) }
}

/** The template of the built app. Throws EvalError config when it was not built. */
export async function readTemplate(places: readonly URL[] = placesOf('report-template.html')): Promise<Template> {
  return splitTemplate(await readFirst(places))
}

/** The template of the page of benchmarks. Throws EvalError config when it was not built. */
export const readBenchmarkTemplate = (): Promise<Template> => readTemplate(placesOf('benchmark-template.html'))
