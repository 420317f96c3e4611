import { useCallback } from 'react'
import type { Label } from '#model/language/definition.ts'
import { useLanguage } from '../../i18n/use-text.ts'

export type Words<K extends string> = (
  key: K,
  values?: Readonly<Record<string, string | number>>,
) => string

/** Gives texts of a table in the viewer's language; `{name}` is replaced by a value. */
export const useWordsOf = <K extends string>(table: Readonly<Record<K, Label>>): Words<K> => {
  const language = useLanguage()
  return useCallback(
    (key, values = {}) =>
      table[key][language].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        String(values[name] ?? ''),
      ),
    [table, language],
  )
}
