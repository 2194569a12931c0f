/** The machine's monotonic clock (CLOCK_MONOTONIC) in nanoseconds: the same in every process of one machine. Exact up to 104 days of uptime. */
export function machineNs(): number {
  return Number(process.hrtime.bigint())
}
