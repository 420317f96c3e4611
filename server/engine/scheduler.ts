import type { Engine } from './work.ts'

/** Does what is due by the clock. */
export const tick = async (_engine: Engine): Promise<{ readonly done: number }> => ({ done: 0 })
