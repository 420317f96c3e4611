import type { Capabilities } from '../data/capabilities.ts'
import { useConsole } from './console.ts'

/** What the backend of a resource does besides keeping records. */
export const useCapabilities = (resource: string): Capabilities =>
  useConsole().capabilities(resource)
