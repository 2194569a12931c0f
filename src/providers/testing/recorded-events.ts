import { recordedBody, vendors } from './vendors.ts'
import type { Vendor } from './vendors.ts'

/** A vendor under contract, by its name. */
export function vendorNamed(name: string): Vendor {
  const found = vendors.find((vendor) => vendor.name === name)
  if (!found) throw new Error(`no vendor ${name}`)
  return found
}

/** The events of a recorded answer as bytes on the wire. */
export function recordedEvents(name: string, recording: string): Buffer[] {
  const vendor = vendorNamed(name)
  const whole = recordedBody(vendor, recording)
  const frames: Buffer[] = []
  for (let at = 0; at < whole.length; at = frames.reduce((sum, frame) => sum + frame.length, 0))
    frames.push(nextEvent(vendor, whole.subarray(at)))
  return frames
}

/** Frames say their length, lines and events end in line ends. */
function nextEvent({ name, sse }: Vendor, rest: Buffer): Buffer {
  if (name === 'bedrock') return rest.subarray(0, rest.readUInt32BE(0))
  const ending = sse ? '\n\n' : '\n'
  return rest.subarray(0, rest.indexOf(ending) + ending.length)
}
