import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { browserArguments } from '../browser/browser.ts'
import { serveFiles, type StaticHost } from '../browser/static-host.ts'
import { provideChromium } from '../provision.ts'
import { printFigure } from './figures.ts'

const rounds = 30
const megabyte = 1024 * 1024
const firstRow = 'table tbody tr'

/** Milliseconds of the middle one of calls that the page makes one after another. */
const medianCall = (page: Page, at: string, body: object | null): Promise<number> =>
  page.evaluate(
    async ([address, data, times]) => {
      const taken: number[] = []
      for (let round = 0; round < times; round += 1) {
        const began = performance.now()
        const sent = data && { method: 'POST', body: JSON.stringify(data) }
        const headers = { 'content-type': 'application/json' }
        const answer = await fetch(`./api/${address}`, { headers, ...sent })
        await answer.text()
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
        taken.push(performance.now() - began)
      }
      return taken.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN
    },
    [at, body, rounds] as const,
  )

const visit = async (
  host: StaticHost,
  profile: string,
  work: (page: Page, startMs: number) => Promise<void>,
): Promise<void> => {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: provideChromium(),
    args: [...browserArguments],
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  try {
    const page = await context.newPage()
    const began = performance.now()
    await page.goto(`${host.url}#/orders`)
    const persona = page.locator('.persona')
    await persona.or(page.locator(firstRow)).first().waitFor()
    if ((await persona.count()) > 0) await persona.first().click()
    await page.locator(firstRow).first().waitFor()
    await work(page, performance.now() - began)
  } finally {
    await context.close()
  }
}

const trend = {
  measures: ['sales'],
  by: [{ time: 'order.released_on', grain: 'month' }],
} as const

/** Measures the console on the API in the tab: to a first list and to one on a second visit, and single calls. */
export const measureTab = async (directory: string): Promise<void> => {
  const profile = mkdtempSync(path.join(tmpdir(), 'charter-bench-tab-'))
  const host = await serveFiles(directory, true)
  const less = { better: 'less' } as const
  try {
    await visit(host, profile, async (page, startMs) => {
      printFigure({ name: 'tab_first_list', value: startMs, unit: 'ms', target: 6_000, ...less })
      printFigure({ name: 'tab_transferred', value: host.sent() / megabyte, unit: 'MB', target: 16, ...less }) // prettier-ignore
      const list = await medianCall(page, 'orders?range=[0,24]&sort=["received_on","DESC"]', null)
      printFigure({ name: 'tab_list_p50', value: list, unit: 'ms', target: 100, ...less })
      const aggregate = await medianCall(page, 'order_lines/aggregate', trend)
      printFigure({ name: 'tab_aggregate_p50', value: aggregate, unit: 'ms', target: 150, ...less })
    })
    await visit(host, profile, async (_page, startMs) => {
      printFigure({ name: 'tab_second_visit', value: startMs, unit: 'ms', target: 2_000, ...less })
    })
  } finally {
    await host.close()
    rmSync(profile, { recursive: true, force: true })
  }
}
