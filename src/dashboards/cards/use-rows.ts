import { useGetList } from 'ra-core'
import { useMemo } from 'react'
import type { Predicate } from '#model/language/definition.ts'
import type { Row } from '#model/language/wire.ts'
import { useConsole } from '../../views/console.ts'
import { allOf, hrefOf } from '../data/drill.ts'
import { boardFilter, filterPath } from '../data/questions.ts'
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
  const [field, order] = list?.sort ?? ['id', 'DESC']
  const result = useGetList<Row>(resource, {
    pagination: { page: 1, perPage: list?.limit ?? usualLimit },
    sort: { field, order },
    filter,
  })
  const unfit = Object.keys(state.filters).filter((name) => filterPath(index, card, card, name) === null) // prettier-ignore
  return { ...result, unfit, href: hrefOf(index, dashboard.name, { resource, filter }) }
}
