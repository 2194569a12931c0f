import { expect, test } from 'vitest'
import { noProxy } from './no-proxy.ts'

test.each([
  ['example.com', 'https://example.com', true],
  ['example.com', 'https://llm.example.com/v1', true],
  ['example.com', 'https://notexample.com', false],
  ['.example.com', 'https://llm.example.com', true],
  ['*.example.com', 'https://llm.example.com', true],
  ['EXAMPLE.com', 'https://llm.Example.COM.', true],
  ['a.test, b.test  c.test', 'http://c.test', true],
  ['example.com:8443', 'https://example.com:8443', true],
  ['example.com:8443', 'https://example.com', false],
  ['example.com:443', 'https://example.com', true],
  ['*', 'https://anything.test', true],
  ['10.1.2.3', 'http://10.1.2.3:8000', true],
  ['1.2.3', 'http://10.1.2.3', false],
  ['10.0.0.0/8', 'http://10.200.0.1', true],
  ['10.0.0.0/8', 'http://11.0.0.1', false],
  ['10.0.0.0/8', 'http://llm.example.com', false],
  ['fd00::/8', 'http://[fd12::1]:8000', true],
  ['[fd12::1]:8000', 'http://[fd12::1]:8000', true],
  ['fd12::1', 'http://[fd12::1]', true],
  ['10.0.0.0/99', 'http://10.0.0.1', false],
  ['', 'https://example.com', false],
  [', .', 'https://example.com', false],
])('%j lets %s through past the proxy: %s', (list, address, expected) => {
  expect(noProxy(list)(new URL(address))).toBe(expected)
})
