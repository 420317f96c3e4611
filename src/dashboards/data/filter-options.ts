import type { Dashboard, DashboardFilter, Label } from '#model/language/definition.ts'
import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import { analyticsOf } from './questions.ts'

/** Options of a filter: its own, or those of the dimension that it stands for. */
export const filterOptions = (index: ModelIndex, dashboard: Dashboard, name: string, filter: DashboardFilter): Readonly<Record<string, Label>> => {
  if (filter.options) return filter.options
  for (const { resource = '' } of dashboard.cards) {
    const path = analyticsOf(index, resource)?.dimensions[name]?.field
    const field = path === undefined ? undefined : resolvePath(index, resource, path)?.field
    if (field?.type === 'enum') return field.options
  }
  return {}
} // prettier-ignore
