import type { Mutator } from './define-mutator.ts'
import { drop } from './kinds/drop.ts'
import { duplicate } from './kinds/duplicate.ts'
import { empty } from './kinds/empty.ts'
import { invent } from './kinds/invent.ts'
import { otherCase } from './kinds/other-case.ts'
import { outOfRange } from './kinds/out-of-range.ts'
import { overlap } from './kinds/overlap.ts'
import { prose } from './kinds/prose.ts'
import { shuffle } from './kinds/shuffle.ts'
import { swap } from './kinds/swap.ts'
import { truncate } from './kinds/truncate.ts'
import { wrongType } from './kinds/wrong-type.ts'

/** Every mutator; a new one is a file and a line here. */
export const mutators: readonly Mutator[] = [
  wrongType,
  prose,
  empty,
  truncate,
  outOfRange,
  overlap,
  duplicate,
  drop,
  invent,
  swap,
  shuffle,
  otherCase,
]
