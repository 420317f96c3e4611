import { useTranslate } from 'ra-core'
import { useState } from 'react'
import { problemOf } from '../../data/problem.ts'

/** Work of the panel: one piece at a time, its failure as a sentence. */
export type SandboxWork = {
  readonly busy: boolean
  readonly message: string
  readonly run: (work: () => Promise<unknown>) => Promise<void>
}

/** Runs one piece of work at a time and keeps the sentence of its failure. */
export const useWork = (): SandboxWork => {
  const translate = useTranslate()
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState('')
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true)
    setMessage('')
    try {
      await work()
    } catch (error) {
      const { message: sentence, errors, code } = problemOf(error)
      const first = code === 'invalid' && Object.keys(errors)[0] !== 'file' ? Object.values(errors)[0] : undefined // prettier-ignore
      const told = first ?? sentence
      setMessage(translate(told, { _: told }))
    } finally {
      setBusy(false)
    }
  }
  return { busy, message, run }
}

/** Opens the console anew at its first page: everything in it is somebody else's or other data now. */
export const openAnew = (): void => window.location.assign(import.meta.env.BASE_URL)
