import { baseUrls } from '../../sim/server/protocol-of-path.ts'
import { startSimServer } from '../../sim/server/start-sim-server.ts'
import { simServerSettings } from './sim-server-settings.ts'
import type { SimServeOptions } from './sim-server-settings.ts'

/** `taskbench sim serve`: the simulated models as a server on loopback. Prints its address as one line of JSON; SIGTERM and Ctrl-C end it. */
export async function simServe(options: SimServeOptions): Promise<void> {
  const { settings, port } = simServerSettings(options)
  const server = await startSimServer({ settings, port })
  process.stdout.write(`${JSON.stringify({ address: server.address, pid: process.pid, baseUrls: baseUrls(server.address) })}\n`)
  const end = () => void server.close()
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}
