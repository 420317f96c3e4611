import { useStore } from 'ra-core'
import { useMemo } from 'react'
import type { Column, ListView } from '../list-view.ts'

/** Columns in the order chosen in this browser; those that the model no longer knows are left out. */
export const chosenColumns = (view: ListView, chosen: readonly string[] | null): readonly Column[] => {
  const known = chosen?.flatMap((path) => view.columns.filter((column) => column.path === path))
  return known && known.length > 0 ? known : view.columns.filter(({ isHidden }) => !isHidden)
} // prettier-ignore

/** The columns of a list and the ways to change them. */
export const useColumns = (resource: string, view: ListView) => {
  const [chosen, setChosen] = useStore<readonly string[] | null>(`columns.${resource}`, null)
  const shown = useMemo(() => chosenColumns(view, chosen), [view, chosen])
  const paths = shown.map(({ path }) => path)
  return {
    shown,
    show: (path: string): void => setChosen([...paths, path]),
    hide: (path: string): void => {
      const rest = paths.filter((each) => each !== path)
      if (rest.length > 0) setChosen(rest)
    },
    move: (path: string, by: -1 | 1): void => {
      const at = paths.indexOf(path)
      const rest = paths.filter((each) => each !== path)
      setChosen(rest.toSpliced(at + by, 0, path))
    },
  }
}
