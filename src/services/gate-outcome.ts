export function gateOutcome(..._: unknown[]): { verdict: string; reason: string; rule: string } { return { verdict: 'skipped', reason: 'pending', rule: '' } }
