import { expect, test } from 'vitest'
import { testFolder } from '../../config/testing/test-folder.ts'
import { heldOutKills, killedOf } from './held-out-kills.ts'

test.each(['lecture-concepts', 'support-triage', 'invoice-fields'])(
  'checks that were written for half of %s kill what breaks the form of the other half, and fail no gold',
  async (name) => {
    const kills = await heldOutKills(name, { resultsFolder: testFolder({}), splits: 1, seeds: [101], perMutator: 1 })
    const { killed, changing } = killedOf(kills, 'format')
    expect(changing).toBeGreaterThan(80)
    expect(killed / changing).toBeGreaterThanOrEqual(0.95)
    expect(kills.gold).toBeGreaterThanOrEqual(24)
    expect(kills.goldFailed).toBe(0)
    expect(killedOf(kills, 'content').changing).toBeGreaterThan(20)
  },
)
