import { createContext, useContext, useMemo } from 'react'
import { indexModel, type ModelIndex, type Resource } from '#model/language/resources.ts'
import { mayDo } from '../data/auth-provider.ts'
import { allCapabilities, type Capabilities } from '../data/capabilities.ts'
import type { Viewer, ViewerModel } from '../data/wire.ts'
import type { Overrides } from './overrides/override.ts'

/** What every view knows: the model as the viewer may see it, and who the viewer is. */
export type Console = {
  readonly index: ModelIndex
  readonly viewer: Viewer
  /** IANA zone of the company. */
  readonly zone: string
  readonly company: string
  readonly demo: boolean
  /** Controls of a demonstration; null elsewhere. */
  readonly sandbox: NonNullable<ViewerModel['sandbox']> | null
  /** Asks for everything anew: the model, the viewer, the clock and what is shown. */
  readonly restart: () => Promise<void>
  /** What the backend of a resource does besides keeping records. */
  readonly capabilities: (resource: string) => Capabilities
  /** Clauses that something carries out, whether the viewer may see it or not. */
  readonly enforced: ReadonlySet<string>
  /** Now, ISO 8601 in UTC; stands still in tests. */
  readonly clock: () => string
  /** What is shown otherwise than derived. */
  readonly overrides: Overrides
}

const day = 86_400_000

/** The browser's clock with the days by which that of the server was moved. */
const clockOf = ({ sandbox }: ViewerModel): (() => string) => {
  const moved = (sandbox?.days ?? 0) * day
  return () => new Date(Date.now() + moved).toISOString()
}

/** Prepares the answer of `GET /api/model` for the views. */
export const consoleOf = (
  model: ViewerModel,
  overrides: Overrides = {},
  clock: () => string = clockOf(model),
): Console => ({
  clock,
  capabilities: () => allCapabilities,
  overrides,
  index: indexModel(model),
  viewer: { ...model.viewer, departments: model.viewer.departments ?? [] },
  zone: model.zone ?? 'Asia/Shanghai',
  company: model.company ?? model.name,
  demo: model.demo ?? false,
  sandbox: model.sandbox ?? null,
  restart: async () => {},
  enforced: new Set(model.enforced),
})

const ConsoleContext = createContext<Console | null>(null)
export const ConsoleProvider = ConsoleContext.Provider

/** Gives the model and the viewer to a view. */
export const useConsole = (): Console => {
  const value = useContext(ConsoleContext)
  if (!value) throw new Error('useConsole needs a ConsoleProvider above it')
  return value
}

/** Finds a resource that the viewer may see. */
export const useResourceOf = (name: string): Resource | undefined =>
  useConsole().index.resources.get(name)

/** Tells what the viewer may do with rows of a resource at all. */
export const useMay = (resource: string): Readonly<Record<'create' | 'edit' | 'delete' | 'export', boolean>> => {
  const { index, viewer } = useConsole()
  return useMemo(
    () => ({
      create: mayDo(index, viewer, 'create', resource),
      edit: mayDo(index, viewer, 'edit', resource),
      delete: mayDo(index, viewer, 'delete', resource),
      export: mayDo(index, viewer, 'export', resource),
    }),
    [index, viewer, resource],
  )
} // prettier-ignore

/** Tells whether the viewer manages the installation. */
export const useAdministers = (): boolean => {
  const { index, viewer } = useConsole()
  return index.model.roles.some((role) => role.administers && viewer.roles.includes(role.key))
}
