import type { Resource } from '#model/language/resources.ts'
import { businessKeys, importFields, type ImportMode } from '#model/language/import/fields.ts'
import type { Target } from '#model/language/import/match.ts'
import { useMemo } from 'react'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { useWords } from '../words.ts'

/** A target as a choice; references are offered once for each way to know the other record. */
export type Option = { readonly key: string; readonly target: Target; readonly label: string; readonly isRequired: boolean } // prettier-ignore

/** Writes a target as the value of a choice. */
export const keyOfTarget = ({ field, by }: Target): string => (by === undefined ? field : `${field} ${by}`) // prettier-ignore

/** Lists everything that a column may fill, in the viewer's words. */
export const useOptions = (resource: Resource | undefined, mode: ImportMode): readonly Option[] => {
  const { index } = useConsole()
  const label = useLabel()
  const words = useWords()
  return useMemo(() => {
    if (!resource) return []
    return importFields(index, resource, mode).flatMap(({ name, field, isRequired, isKeyOnly }): Option[] => {
      const own = label(field.label)
      const option = (target: Target, text: string): Option => ({ key: keyOfTarget(target), target, label: text, isRequired })
      if (field.type !== 'reference' && field.type !== 'references')
        return [option({ field: name }, isKeyOnly ? words('key_only', { field: own }) : own)]
      const to = index.resources.get(field.to)
      return (to ? businessKeys(to) : []).map((by) =>
        option({ field: name, by }, words('by_key', { field: own, key: label(to?.fields[by]?.label) })),
      )
    })
  }, [index, resource, mode, label, words]) // prettier-ignore
}
