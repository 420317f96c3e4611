import { type ComponentType, lazy } from 'react'
import type { inputs } from '../inputs/inputs.ts'
import type { filters } from '../filters/filters.ts'
import type { FilterProps, InputProps } from './kind.ts'

/** Loads the inputs with the first form, never with a list. */
export const lazyInput = (name: keyof typeof inputs): ComponentType<InputProps> =>
  lazy(() => import('../inputs/inputs.ts').then((m) => ({ default: m.inputs[name] })))

/** Loads the filter editors when the first one is opened. */
export const lazyFilter = (name: keyof typeof filters): ComponentType<FilterProps> =>
  lazy(() => import('../filters/filters.ts').then((m) => ({ default: m.filters[name] })))
