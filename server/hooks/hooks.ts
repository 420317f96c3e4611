import type { Hooks } from '../engine/hooks.ts'
import { accountHooks } from './accounts.ts'
import { checkParameter } from './check-parameter.ts'

/** Every hook that an effect of the model may name. */
export const hooks: Hooks = { ...accountHooks, check_parameter: checkParameter }
