import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { administrator, importFolder, openCompany } from '../../server/real-data/company.ts'
import { goTo } from './quiet.ts'
import { useStage } from './server.ts'

const data = path.resolve('../shared/data')
const recipes = path.resolve('docs/examples')
const isThere = existsSync(path.join(data, 'northwind'))
if (!isThere)
  process.stderr.write(`boards on real data: skipped, there is no folder ${data}/northwind\n`)

const languages = {
  zh: { locale: 'zh-CN', table: '看表格' },
  en: { locale: 'en-US', table: 'Show as table' },
} as const

/** Titles of the cards that are read, as the screen says them. */
const titles = {
  sales: { zh: '销售额', en: 'Sales' },
  trend: { zh: '24 个月销售额', en: 'Sales over 24 months' },
  bridge: { zh: '销售额变化（按品类）', en: 'Change of sales by category' },
  customers: { zh: '前十大客户', en: 'Top ten customers' },
  people: { zh: '业务员排名', en: 'Salespeople' },
  balance: { zh: '应收余额', en: 'Receivable balance' },
  overdue: { zh: '逾期账款金额', en: 'Overdue amount' },
  ageing: { zh: '账龄结构变化', en: 'Ageing over time' },
} as const

type Title = keyof typeof titles
type Language = keyof typeof languages

const numberOf = (text: string): number => Number(text.replaceAll(/[^\d.]/g, ''))

describe.skipIf(!isThere)('the boards of a real company', () => {
  const stage = useStage({ empty: true })
  beforeAll(async () => {
    const session = await openCompany(stage.url())
    for (const name of ['northwind', 'receivables'])
      await importFolder(session, path.join(data, name), path.join(recipes, `${name}.json`))
  })

  const openBoard = async (language: Language, board: string, from: string, to: string) => {
    const { locale } = languages[language]
    const opened = await stage.open({ account: administrator, locale })
    const { page } = opened
    const told = await page.request.patch(`${stage.url()}/api/session`, {
      data: { locale: language },
      headers: { origin: stage.url() },
    })
    expect(told.status()).toBe(200)
    const address = `/dashboards/${board}?period=custom&from=${from}&to=${to}`
    await goTo(page, stage.url() + address)
    return opened
  }

  test.each(['zh', 'en'] as const)('say the sales of Northwind, %s', async (language) => {
    const { page, problems } = await openBoard(language, 'sales', '1996-07-01', '1998-05-06')
    expect(await kpi(page, language, 'sales')).toBe('1,265,793.04')
    const months = await tableOf(page, language, 'trend')
    expect(
      months.map(([, sales = '']) => sales).filter((sales) => numberOf(sales) > 0),
    ).toHaveLength(23)
    const full = months
      .map(([, sales = '']) => sales)
      .filter((sales) => numberOf(sales) > 0)
      .slice(0, -1)
    const sorted = full.toSorted((a, b) => numberOf(a) - numberOf(b))
    expect([sorted[0], sorted.at(-1), months.at(-1)?.[1]]).toEqual([
      '25,485.28',
      '123,798.68',
      '18,333.63',
    ])

    const categories = await tableOf(page, language, 'bridge')
    expect(new Map(categories.map(([name = '', now = '']) => [name, now]))).toEqual(
      new Map([
        ['Beverages', '267,868.18'],
        ['Dairy Products', '234,507.29'],
        ['Confections', '167,357.23'],
        ['Meat/Poultry', '163,022.36'],
        ['Seafood', '131,261.74'],
        ['Condiments', '106,047.09'],
        ['Produce', '99,984.58'],
        ['Grains/Cereals', '95,744.59'],
      ]),
    )
    const customers = await tableOf(page, language, 'customers')
    expect(customers.slice(0, 5).map((row) => row.slice(0, 2))).toEqual([
      ['QUICK-Stop', '110,277.31'],
      ['Ernst Handel', '104,874.98'],
      ['Save-a-lot Markets', '104,361.95'],
      ['Rattlesnake Canyon Grocery', '51,097.80'],
      ['Hungry Owl All-Night Grocers', '49,979.91'],
    ])
    const people = await rowsOf(card(page, language, 'people'))
    expect(people.map((row) => row.slice(0, 2))).toEqual([
      ['Margaret Peacock', '232,890.85'],
      ['Janet Leverling', '202,812.84'],
      ['Nancy Davolio', '192,107.60'],
      ['Andrew Fuller', '166,537.76'],
      ['Laura Callahan', '126,862.28'],
      ['Robert King', '124,568.24'],
      ['Anne Dodsworth', '77,308.07'],
      ['Michael Suyama', '73,913.13'],
      ['Steven Buchanan', '68,792.28'],
    ])
    expect(problems).toEqual([])
    await page.close()
  })

  test.each([
    ['1996', '208,083.97'],
    ['1997', '617,085.20'],
    ['1998', '440,623.87'],
  ])('say the sales of %s', async (year, sales) => {
    const language = year === '1997' ? 'en' : 'zh'
    const { page, problems } = await openBoard(language, 'sales', `${year}-01-01`, `${year}-12-31`)
    expect(await kpi(page, language, 'sales')).toBe(sales)
    expect(problems).toEqual([])
    await page.close()
  })

  test.each([
    ['2012-12-31', '5,725.06', '99', '788.74', '4,936.32'],
    ['2013-06-30', '5,119.85', '84', '835.56', '4,284.29'],
    ['2013-12-02', '4,930.10', '83', '507.31', '4,422.79'],
  ])('say what is owed at the end of %s', async (day, balance, count, overdue, notDue) => {
    const language = day === '2013-06-30' ? 'en' : 'zh'
    const { page, problems } = await openBoard(language, 'receivables', '2012-01-01', day)
    expect(await kpi(page, language, 'balance')).toBe(balance)
    expect(await card(page, language, 'balance').innerText()).toMatch(new RegExp(` ${count}\\b`))
    expect(await kpi(page, language, 'overdue')).toBe(overdue)
    const ages = await tableOf(page, language, 'ageing')
    expect(ages.at(-1)?.slice(1, 3)).toEqual([notDue, overdue])
    expect(problems).toEqual([])
    await page.close()
  })
})

const card = (page: Page, language: Language, title: Title): Locator =>
  page.getByRole('article', { name: titles[title][language], exact: true })

/** The exact figure of a card, which the shortened one carries. */
const kpi = async (page: Page, language: Language, title: Title): Promise<string | null> =>
  card(page, language, title).locator('.kpi-value').getAttribute('title')

const rowsOf = async (within: Locator): Promise<string[][]> => {
  const rows = within.locator('tbody tr')
  await rows.first().waitFor()
  return rows.evaluateAll((found) =>
    found.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())),
  )
}

/** Shows the table behind a chart and reads its cells. */
const tableOf = async (page: Page, language: Language, title: Title): Promise<string[][]> => {
  const at = card(page, language, title)
  await at.locator('button[aria-haspopup="menu"]').click()
  await page.getByRole('menuitem', { name: languages[language].table }).click()
  return rowsOf(at)
}
