import { defineConfig } from 'taskbench'

const baseUrl = process.env['EXAMPLE_SERVER'] ?? 'http://127.0.0.1:8000/v1'

export default defineConfig({
  models: [
    { id: 'compatible:exact', baseUrl, price: { inputUsdPerMillion: 0.2, outputUsdPerMillion: 0.8 } },
    { id: 'compatible:sloppy', baseUrl, price: { inputUsdPerMillion: 0.05, outputUsdPerMillion: 0.2 } },
  ],
})
