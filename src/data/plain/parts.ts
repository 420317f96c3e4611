import type { DataProvider } from 'ra-core'
import type { Context } from '#model/language/context.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { parameterReader, parameterRows } from '#model/language/parameters.ts'
import { localDay } from '#model/language/time.ts'
import type { Viewer } from '../wire.ts'
import type { Tables } from './tables.ts'

/** What the fallbacks of a plain backend work with. */
export type Parts = {
  /** A stock provider: records only. */
  readonly base: DataProvider
  /** Whether the backend of a resource reads filters in the predicate language by itself. */
  readonly speaks: (resource: string) => boolean
  readonly index: ModelIndex
  readonly viewer: Viewer
  readonly zone: string
  readonly clock: () => string
  readonly locale: () => 'zh' | 'en'
  readonly tables: Tables
}

/** The clock, the viewer and the policy parameters that the backend holds. */
export const contextOf = async (parts: Parts): Promise<Context> => {
  const { index, viewer, zone, clock } = parts
  const now = clock()
  const today = localDay(now, zone)
  const { tables } = index.resources.has('policy_parameters')
    ? await parts.tables.read(['policy_parameters'])
    : { tables: new Map<string, readonly Record<string, unknown>[]>() }
  const rows = parameterRows(tables.get('policy_parameters') ?? [])
  return {
    now,
    today,
    zone,
    me: viewer.employee,
    roles: viewer.roles,
    departments: viewer.departments,
    department: viewer.department ?? null,
    param: parameterReader(index.model.parameters, rows, today),
  }
}
