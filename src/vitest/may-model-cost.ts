import type { Model } from '../schema/model.ts'

/** May asking a model cost money? One on this machine costs what its `price` says; simulated money is nobody's. */
export const mayModelCost = ({ paid, simulated, price }: Pick<Model, 'paid' | 'simulated' | 'price'>, maySpend: boolean): boolean =>
  paid ? maySpend : !simulated && price !== null
