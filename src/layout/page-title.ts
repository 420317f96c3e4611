import { useEffect } from 'react'
import { useConsole } from '../views/console.ts'

/** Names the page in the browser's tab: the record or list, then the company. */
export const usePageTitle = (title: string): void => {
  const { company } = useConsole()
  useEffect(() => {
    document.title = title ? `${title} · ${company}` : company
  }, [title, company])
}
