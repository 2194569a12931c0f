import { createServer } from 'node:http'

// Sums what it is asked to sum; the model `sloppy` forgets the last number of long lists.
function answer(model, prompt) {
  const numbers = [...prompt.matchAll(/\d+/g)].map(Number)
  const counted = model === 'sloppy' && numbers.length > 3 ? numbers.slice(0, -1) : numbers
  return String(counted.reduce((sum, number) => sum + number, 0))
}

const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  if (request.url !== '/v1/chat/completions') return response.writeHead(404).end('{"error":{"message":"no such path"}}')
  const { model, messages } = JSON.parse(body)
  const prompt = messages.at(-1).content
  const text = answer(model, prompt)
  const send = (value) => response.write(`data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`)
  const chunk = (delta, finish_reason = null) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    model,
    choices: [{ index: 0, delta, finish_reason }],
  })
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  send(chunk({ role: 'assistant', content: '' }))
  send(chunk({ content: text }))
  send(chunk({}, 'stop'))
  send({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    model,
    choices: [],
    usage: { prompt_tokens: Math.ceil(prompt.length / 4), completion_tokens: 1, total_tokens: Math.ceil(prompt.length / 4) + 1 },
  })
  send('[DONE]')
  response.end()
})

server.listen(0, '127.0.0.1', () => process.send?.({ url: `http://127.0.0.1:${server.address().port}/v1` }))
