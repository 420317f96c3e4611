import { configure, render } from '@testing-library/react'
import { CoreAdminContext, type DataProvider, TestMemoryRouter, memoryStore } from 'ra-core'
import type { ReactElement } from 'react'
import type {
  AggregateAnswer,
  AggregateColumn,
  Card,
  Dashboard,
} from '#model/language/definition.ts'
import { model } from '#model/index.ts'
import type { AppDataProvider, BatchAnswer, Question } from '../../src/data/provider.ts'
import { createI18nProvider } from '../../src/i18n/provider.ts'
import { type BoardState, readBoard } from '../../src/dashboards/data/board-state.ts'
import { ConsoleProvider, consoleOf } from '../../src/views/console.ts'

// Charts come as chunks of their own, which a loaded machine takes its time for.
configure({ asyncUtilTimeout: 10_000 })

/** The console of somebody who may see everything. */
export const everything = consoleOf({
  ...model,
  viewer: {
    account: 'a',
    employee: 'e',
    name: '陈国梁',
    roles: ['executive'],
    departments: [],
    locale: 'zh',
  },
})

export const money: AggregateColumn = {
  key: 'balance',
  kind: 'measure',
  label: { zh: '应收余额', en: 'Receivable balance' },
  format: 'money',
  better: 'down',
  where: { balance: { $gt: 0 } },
}

/** An answer as the server gives it. */
export const answer = (parts: Partial<AggregateAnswer> = {}): AggregateAnswer => ({
  resource: 'receivables',
  columns: [money],
  rows: [],
  ...parts,
  meta: {
    timezone: 'Asia/Shanghai',
    partial: [],
    scope: 'all',
    computedAt: '2026-11-22T02:05:00.000Z',
    truncated: false,
    engine: 'sql',
    ...parts.meta,
  },
})

export const balanceCard: Card = {
  id: 'balance',
  kind: 'kpi',
  title: { zh: '应收余额', en: 'Receivable balance' },
  resource: 'receivables',
  query: { measures: ['balance'] },
  period: 'today',
}

export const board = (...cards: readonly Card[]): Dashboard => ({
  schemaVersion: 1,
  name: 'receivables',
  label: { zh: '应收与回款', en: 'Receivables' },
  clauses: [],
  period: 'rolling12',
  filters: {
    employee: { label: { zh: '业务员', en: 'Salesperson' }, to: 'employees' },
    product: { label: { zh: '产品', en: 'Product' }, to: 'products' },
  },
  cards,
})

export const stateOf = (search = ''): BoardState =>
  readBoard(board(), new URLSearchParams(search), '2026-11-22')

type Reply = (question: Question) => BatchAnswer

/** Shows something of the dashboards in Chinese; `reply` stands for the server. */
export const show = async (shown: ReactElement, reply: Reply) => {
  const asked: Question[] = []
  const stub = {
    aggregateMany: (questions: readonly Question[]) => {
      asked.push(...questions)
      return Promise.resolve({ answers: questions.map(reply), requestId: 'r-7' })
    },
    getList: () => Promise.resolve({ data: [], total: 0 }),
    getMany: () => Promise.resolve({ data: [] }),
  }
  const provider = stub as unknown as AppDataProvider & DataProvider // only what dashboards call
  const i18nProvider = await createI18nProvider(everything.index, 'zh')
  render(
    <TestMemoryRouter>
      <CoreAdminContext dataProvider={provider} i18nProvider={i18nProvider} store={memoryStore()}>
        <ConsoleProvider value={everything}>{shown}</ConsoleProvider>
      </CoreAdminContext>
    </TestMemoryRouter>,
  )
  return asked
}
