// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { CoreAdminContext, type DataProvider, memoryStore, TestMemoryRouter } from 'ra-core'
import { afterEach, expect, test } from 'vitest'
import type { Dashboard } from '#model/language/definition.ts'
import { createI18nProvider } from '../../src/i18n/provider.ts'
import { readBoard } from '../../src/dashboards/data/board-state.ts'
import { useFirstChoices } from '../../src/dashboards/data/first-choices.ts'
import { ConsoleProvider } from '../../src/views/console.ts'
import { board, everything } from './company.tsx'

afterEach(cleanup)

const dashboard: Dashboard = {
  ...board(),
  filters: {
    product: {
      label: { zh: '产品', en: 'Product' },
      to: 'products',
      one: { filter: { state: 'on_sale' }, sort: ['code', 'DESC'] },
    },
  },
}

const Chosen = ({ search }: { readonly search: string }) => {
  const state = useFirstChoices(
    dashboard,
    readBoard(dashboard, new URLSearchParams(search), '2026-11-22'),
  )
  return <p>{state ? JSON.stringify(state.filters) : 'looking'}</p>
}

const show = async (search: string, rows: readonly { readonly id: string }[]) => {
  const asked: unknown[] = []
  const stub = {
    getList: (resource: string, params: unknown) => {
      asked.push([resource, params])
      return Promise.resolve({ data: rows, total: rows.length })
    },
  }
  const provider = stub as unknown as DataProvider // only what the hook calls
  const i18nProvider = await createI18nProvider(everything.index, 'zh')
  render(
    <TestMemoryRouter>
      <CoreAdminContext dataProvider={provider} i18nProvider={i18nProvider} store={memoryStore()}>
        <ConsoleProvider value={everything}>
          <Chosen search={search} />
        </ConsoleProvider>
      </CoreAdminContext>
    </TestMemoryRouter>,
  )
  return asked
}

test('a filter that always has a value begins with the first record of its order', async () => {
  const asked = await show('', [{ id: 'p9' }, { id: 'p8' }])
  expect(screen.getByText('looking')).toBeTruthy()
  expect(await screen.findByText('{"product":["p9"]}')).toBeTruthy()
  const page = { pagination: { page: 1, perPage: 1 }, sort: { field: 'code', order: 'DESC' } }
  expect(asked).toEqual([['products', { ...page, filter: { state: 'on_sale' } }]])
})

test('keeps what the address says', async () => {
  const asked = await show('product=p3', [{ id: 'p9' }])
  expect(await screen.findByText('{"product":["p3"]}')).toBeTruthy()
  expect(asked).toEqual([])
})

test('stays empty where there is no record', async () => {
  await show('', [])
  expect(await screen.findByText('{}')).toBeTruthy()
})
