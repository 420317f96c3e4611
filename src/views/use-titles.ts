import { useQueries } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import { useMemo } from 'react'
import { type ModelIndex, resolvePath } from '#model/language/resources.ts'
import { recordTitle } from '#model/language/title.ts'
import type { Row } from '#model/language/wire.ts'
import { useLanguage } from '../i18n/use-text.ts'
import { useConsole } from './console.ts'
import { titleParts, titleTemplate } from './titles.ts'

type Hop = {
  readonly path: string
  readonly by: string
  readonly to: string
  readonly name: string
}

/** The values of a title that stand one reference away. */
const hopsOf = (index: ModelIndex, resource: string): readonly Hop[] =>
  titleParts(titleTemplate(index, resource)).flatMap((part) => {
    const found = 'path' in part ? resolvePath(index, resource, part.path) : null
    const [hop, more] = found?.hops ?? []
    return found && hop && !more && 'path' in part
      ? [{ path: part.path, by: hop.field, to: hop.to, name: found.name }]
      : []
  })

/** Writes titles as one text, with the values of the records that they name; those are fetched together. */
export const useTitles = (resource: string, rows: readonly Row[]): ((row: Row) => string) => {
  const { index } = useConsole()
  const language = useLanguage()
  const provider = useDataProvider()
  const hops = useMemo(() => hopsOf(index, resource), [index, resource])
  const answers = useQueries({
    queries: hops.map(({ by, to }) => {
      const ids = [
        ...new Set(rows.map((row) => row[by]).filter((id) => typeof id === 'string')),
      ].toSorted()
      return {
        queryKey: [to, 'titles', ids],
        enabled: ids.length > 0,
        queryFn: async () => (await provider.getMany<Row>(to, { ids })).data,
      }
    }),
  })
  return (row) =>
    recordTitle(
      index,
      resource,
      (path) => {
        const i = hops.findIndex((hop) => hop.path === path)
        const hop = hops[i]
        return hop ? answers[i]?.data?.find(({ id }) => id === row[hop.by])?.[hop.name] : row[path]
      },
      language,
    ) || row.id.slice(-8)
}
