import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDataProvider } from 'ra-core'
import type { AggregateAnswer } from '#model/language/definition.ts'
import type { AppDataProvider, Question } from '../../data/provider.ts'
import { useLanguage } from '../../i18n/use-text.ts'

/** A question that the server refused, or that did not reach it. */
export class QuestionRefused extends Error {
  readonly code: string
  readonly requestId: string | null

  constructor(code: string, message: string, requestId: string | null) {
    super(message)
    this.name = 'QuestionRefused'
    this.code = code
    this.requestId = requestId
  }
}

type Waiting = {
  readonly question: Question
  readonly resolve: (answer: AggregateAnswer) => void
  readonly reject: (error: unknown) => void
}
type Ask = (question: Question) => Promise<AggregateAnswer>

/** Questions of one request: few enough that the first cards show while the last are still counted. */
const inOneRequest = 6

const send = async (provider: AppDataProvider, asked: readonly Waiting[]): Promise<void> => {
  try {
    const { answers, requestId } = await provider.aggregateMany(asked.map(({ question }) => question)) // prettier-ignore
    asked.forEach(({ resolve, reject }, i) => {
      const answer = answers[i]
      if (answer && 'rows' in answer) return resolve(answer)
      const { code, message } = answer?.problem ?? { code: 'internal', message: '' }
      reject(new QuestionRefused(code, message, requestId))
    })
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}

/** Gathers the questions asked at the same moment into a few requests; what several cards ask is asked once. */
export const createAsk = (provider: AppDataProvider): Ask => {
  let waiting: Waiting[] = []
  let asked = new Map<string, Promise<AggregateAnswer>>()
  const flush = (): void => {
    const all = waiting
    waiting = []
    asked = new Map()
    for (let i = 0; i < all.length; i += inOneRequest)
      void send(provider, all.slice(i, i + inOneRequest))
  }
  return (question) => {
    const key = JSON.stringify(question)
    const same = asked.get(key)
    if (same) return same
    const answer = new Promise<AggregateAnswer>((resolve, reject) => {
      if (waiting.length === 0) setTimeout(flush)
      waiting.push({ question, resolve, reject })
    })
    asked.set(key, answer)
    return answer
  }
}

const askers = new WeakMap<AppDataProvider, Ask>()
const askOf = (provider: AppDataProvider): Ask => {
  const known = askers.get(provider) ?? createAsk(provider)
  askers.set(provider, known)
  return known
}

/** Answers of a card: one a question, null where a question beside the first was refused. */
export type Answers = readonly [AggregateAnswer, ...(AggregateAnswer | null)[]]

const refreshEvery = 5 * 60_000

/** Asks the questions of a card; old answers stay while new ones are on their way. */
export const useAnswers = (questions: readonly Question[], enabled = true) => {
  const provider = useDataProvider<AppDataProvider>()
  const locale = useLanguage()
  const [first] = questions
  const owner = first && ('metric' in first ? first.metric : first.resource)
  return useQuery({
    queryKey: [owner, 'aggregate', 'dashboard', locale, questions],
    enabled: enabled && first !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: refreshEvery,
    retry: (count, error) => count < 1 && !(error instanceof QuestionRefused),
    queryFn: async (): Promise<Answers> => {
      const ask = askOf(provider)
      const [main, ...others] = await Promise.allSettled(questions.map(ask))
      if (main?.status !== 'fulfilled') throw main?.reason ?? new Error('nothing was asked')
      return [main.value, ...others.map((one) => (one.status === 'fulfilled' ? one.value : null))]
    },
  })
}

/** The least number of people behind a figure of the answer; null where none is asked for. */
export const leastGroup = ({ columns }: AggregateAnswer): number | null =>
  columns.find(({ min_group }) => min_group !== undefined)?.min_group ?? null
