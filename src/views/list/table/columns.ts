import { useStore } from 'ra-core'
import { useMemo } from 'react'
import { isSame } from '../../../data/diff.ts'
import { useList } from '../list-context.ts'
import type { Column, ListView } from '../list-view.ts'

const usualPaths = (view: ListView): readonly string[] =>
  view.columns.filter(({ isHidden }) => !isHidden).map(({ path }) => path)

/** Columns in the order chosen in this browser; those that the model no longer knows are left out. */
export const chosenColumns = (view: ListView, chosen: readonly string[] | null): readonly Column[] => {
  const known = chosen?.flatMap((path) => view.columns.filter((column) => column.path === path))
  return known && known.length > 0 ? known : view.columns.filter(({ isHidden }) => !isHidden)
} // prettier-ignore

/** The columns of a list and the ways to change them; inside a saved view only the address changes. */
export const useColumns = (resource: string, view: ListView) => {
  const { address, go } = useList()
  const [remembered, remember] = useStore<readonly string[] | null>(`columns.${resource}`, null)
  const chosen = address.columns ?? remembered
  const shown = useMemo(() => chosenColumns(view, chosen), [view, chosen])
  const paths = shown.map(({ path }) => path)
  const choose = (next: readonly string[] | null): void =>
    address.view ? go({ columns: next, page: address.page }) : remember(next)
  return {
    shown,
    /** Whether they are others than the model's. */
    isChosen: chosen !== null && !isSame(paths, usualPaths(view)),
    reset: (): void => choose(null),
    show: (path: string): void => choose([...paths, path]),
    hide: (path: string): void => {
      const rest = paths.filter((each) => each !== path)
      if (rest.length > 0) choose(rest)
    },
    move: (path: string, by: -1 | 1): void => {
      const at = paths.indexOf(path)
      const rest = paths.filter((each) => each !== path)
      choose(rest.toSpliced(at + by, 0, path))
    },
  }
}
