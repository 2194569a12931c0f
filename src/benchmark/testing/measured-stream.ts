import { providerDefinition } from '../../providers/provider-definitions.ts'
import { attempting } from '../../providers/testing/attempting.ts'
import { scriptedWire } from '../../providers/testing/scripted-wire.ts'
import type { WireScript } from '../../providers/testing/scripted-wire.ts'
import { modelOf, vendors } from '../../providers/testing/vendors.ts'
import type { Vendor } from '../../providers/testing/vendors.ts'
import type { Completion } from '../../schema/answer.ts'
import { NO_USAGE } from '../../providers/usage.ts'
import { sampleError } from '../sample-error.ts'
import { streamFigures } from '../stream-figures.ts'
import { StreamRecorder } from '../stream-recorder.ts'

/** A vendor under contract, by its name. */
export function vendorNamed(name: string): Vendor {
  const found = vendors.find((vendor) => vendor.name === name)
  if (!found) throw new Error(`no vendor ${name}`)
  return found
}

/** Plays bytes at written times to a provider; the request was to leave at 0 and left at `startAtMs`. */
export async function measuredStream(name: string, script: Partial<WireScript> & Pick<WireScript, 'pieces'>, startAtMs = 0) {
  const vendor = vendorNamed(name)
  const wire = { contentType: vendor.contentType, headAtMs: 40, endAtMs: 1_000, ...script }
  const model = modelOf(vendor, 'http://127.0.0.1:9')
  const context = { env: vendor.env, fetch: scriptedWire(wire), seed: 1, allowKeys: {}, connections: 1 }
  const provider = await providerDefinition(name)?.prepare(model, context)
  const recorder = new StreamRecorder({ scheduledAtMs: 0 })
  recorder.started(startAtMs)
  let completion: Completion | null = null
  let error: ReturnType<typeof sampleError> | null = null
  try {
    completion = (await provider?.complete(attempting(model, { watch: recorder }))) ?? null
  } catch (thrown) {
    error = sampleError(thrown)
  }
  const reading = streamFigures(recorder, completion?.usage ?? NO_USAGE)
  return { ...reading, gaps: [...reading.gapsMs], recorder, completion, error }
}
