import { useMemo } from 'react'
import type { Resource } from '#model/language/resources.ts'
import { mayDo } from '../data/auth-provider.ts'
import { useAdministers, useConsole } from '../views/console.ts'

/** Lists the entities that the viewer may import: those he or she may create, as historical records all. */
export const useImportable = (historical: boolean): readonly Resource[] => {
  const { index, viewer } = useConsole()
  return useMemo(
    () =>
      [...index.resources.values()].filter(
        ({ kind, name }) => kind === 'entity' && (historical || mayDo(index, viewer, 'create', name)),
      ),
    [index, viewer, historical],
  ) // prettier-ignore
}

/**
 * Tells whether an import begins as one of historical records: an administrator who may not create such records, or
 * none at all, has no other way.
 */
export const useBeginsHistorical = (entity: string | undefined): boolean => {
  const administers = useAdministers()
  const created = useImportable(false)
  return administers && !created.some(({ name }) => entity === undefined || name === entity)
}
