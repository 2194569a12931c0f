// A collector of two dozen lines: takes spans and metrics by OTLP over HTTP, and prints the names of what it has not seen before.
import { createServer } from 'node:http'

const seen = new Set()
const tell = (line) => {
  if (seen.has(line)) return
  seen.add(line)
  console.log(`collector: ${line}`)
}

const server = createServer((request, response) => {
  const pieces = []
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', () => {
    const { resourceSpans = [], resourceMetrics = [] } = JSON.parse(Buffer.concat(pieces).toString())
    for (const { spans } of resourceSpans.flatMap(({ scopeSpans }) => scopeSpans)) for (const { name } of spans) tell(`span ${name}`)
    for (const { metrics } of resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics))
      for (const { name, unit } of metrics) tell(`metric ${name} (${unit})`)
    response.setHeader('content-type', 'application/json').end('{}')
  })
})
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`
  if (process.send) process.send({ url })
  else console.log(url)
})
