import type { Price } from '../schema/model.ts'
import type { SimSettings } from './sim-settings-schema.ts'

/** A named simulated model. */
export interface SimProfile extends SimSettings {
  description: string
  /** Made up, of the order of real ones. */
  price: Price
}

const noFailures = { rateLimit: 0, retryAfterMs: 300, reset: 0, serverError: 0, stall: 0 }

/** The simulated models by the name after `sim:`. */
export const simProfiles: Readonly<Record<string, SimProfile>> = {
  careful: {
    description: 'mostly right, not hurried',
    mistakes: { omit: 0.02, invent: 0.01, alter: 0.02, breakFormat: 0.01, refuse: 0.002 },
    failures: noFailures,
    judge: { falsePass: 0.02, falseFail: 0.02, cannotTell: 0.01 },
    latency: { kind: 'lognormal', medianMs: 220, sigma: 0.4 },
    tokensPerSecond: 2_500,
    seed: 0,
    price: { inputUsdPerMillion: 1, outputUsdPerMillion: 5 },
  },
  hasty: {
    description: 'fast and cheap, often wrong',
    mistakes: { omit: 0.1, invent: 0.06, alter: 0.08, breakFormat: 0.05, refuse: 0.005 },
    failures: noFailures,
    judge: { falsePass: 0.1, falseFail: 0.05, cannotTell: 0.03 },
    latency: { kind: 'lognormal', medianMs: 60, sigma: 0.5 },
    tokensPerSecond: 6_000,
    seed: 0,
    price: { inputUsdPerMillion: 0.1, outputUsdPerMillion: 0.4 },
  },
  faulty: {
    description: 'wrong, badly formatted, slow at times, on a shaky service',
    mistakes: { omit: 0.15, invent: 0.12, alter: 0.15, breakFormat: 0.15, refuse: 0.04 },
    failures: { rateLimit: 0.08, retryAfterMs: 300, reset: 0.03, serverError: 0.03, stall: 0 },
    judge: { falsePass: 0.25, falseFail: 0.15, cannotTell: 0.1 },
    latency: { kind: 'bimodal', fastMs: 80, slowMs: 900, slowShare: 0.1, sigma: 0.2 },
    tokensPerSecond: 3_000,
    seed: 0,
    price: { inputUsdPerMillion: 0.25, outputUsdPerMillion: 1 },
  },
}
