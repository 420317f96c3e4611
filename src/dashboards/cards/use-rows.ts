import { useGetList } from 'ra-core'
import { useMemo } from 'react'
import type { Predicate } from '#model/language/definition.ts'
import type { Row } from '#model/language/wire.ts'
import { useFormat } from '../../i18n/format.ts'
import { useConsole } from '../../views/console.ts'
import { allOf, hrefOf } from '../data/drill.ts'
import { asOfOf, boardFilter, filterPath } from '../data/questions.ts'
import type { CardProps } from './use-card.ts'

const usualLimit = 20

/** The records of a list card under the board's filters, and where all of them are listed. */
export const useRows = ({ dashboard, card, state }: CardProps, extra?: Predicate) => {
  const { index } = useConsole()
  const { resource = '', list } = card
  const filter = useMemo(
    () => allOf(list?.filter, boardFilter(index, card, card, state), extra),
    [index, card, list, state, extra],
  )
  const { asOf } = asOfOf(state, useFormat().today())
  const [field, order] = list?.sort ?? ['id', 'DESC']
  const result = useGetList<Row>(resource, {
    pagination: { page: 1, perPage: list?.limit ?? usualLimit },
    sort: { field, order },
    filter,
    ...(asOf !== undefined && { meta: { asOf } }),
  })
  const unfit = Object.keys(state.filters).filter((name) => filterPath(index, card, card, name) === null) // prettier-ignore
  const behind = { resource, filter, ...(asOf !== undefined && { asOf }) }
  return { ...result, unfit, asOf, href: hrefOf(index, dashboard.name, behind) }
}
