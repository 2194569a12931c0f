import { faultsFrom } from '../config/faults-from.ts'
import { readYaml } from '../config/read-yaml.ts'
import type { YamlFile } from '../config/read-yaml.ts'
import { placeProblems, problemsOf, sayLegalKeys } from '../config/zod-faults.ts'
import type { Fault } from '../schema/fault.ts'
import { useCaseSchema } from '../schema/use-case.ts'
import type { UseCase } from '../schema/use-case.ts'

/** A use case's file, read; `useCase` is `null` where the faults say why it could not be. */
export interface LoadedUseCase {
  file: string
  useCase: UseCase | null
  faults: Fault[]
  placeOf: YamlFile['placeOf']
}

/** Reads `use-cases/NAME.yaml`. Never throws for what stands in it. */
export function loadUseCase(file: string): LoadedUseCase {
  const nowhere = () => ({ file, line: 1, column: 1 })
  try {
    const yaml = readYaml(file)
    const parsed = useCaseSchema.safeParse(yaml.value, { error: sayLegalKeys })
    if (parsed.success) return { file, useCase: parsed.data, faults: [], placeOf: yaml.placeOf }
    return { file, useCase: null, faults: placeProblems(problemsOf(parsed.error, yaml.value), yaml), placeOf: yaml.placeOf }
  } catch (error) {
    return { file, useCase: null, faults: faultsFrom(error, nowhere()), placeOf: nowhere }
  }
}
