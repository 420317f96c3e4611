import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

const pause = 200
const patience = 3_000

/** Tells when the page has fetched what it shows, so that what can wait does not stand in its way. */
export const useQuiet = (): boolean => {
  const queryClient = useQueryClient()
  const [isQuiet, setQuiet] = useState(false)
  useEffect(() => {
    const began = Date.now()
    const timer = setInterval(() => {
      const isIdle = queryClient.isFetching() === 0 || Date.now() - began > patience
      if (!isIdle) return
      clearInterval(timer)
      setQuiet(true)
    }, pause)
    return () => clearInterval(timer)
  }, [queryClient])
  return isQuiet
}
