import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { browserArguments } from '../browser/browser.ts'
import { settled } from '../browser/quiet.ts'
import { provideChromium } from '../provision.ts'
import { printFigure } from './figures.ts'

const kilobyte = 1024

/** What stands on a page once its content is there. */
const content = { list: 'main tbody tr', dashboard: 'main svg.recharts-surface' } as const

/** Kilobytes of JavaScript, compressed with brotli, that a signed-in page loads until its content is there. */
export const scriptsOf = async (
  url: string,
  at: string,
  kind: keyof typeof content,
  signIn: (url: string) => Promise<Record<string, string>>,
): Promise<number> => {
  const browser = await chromium.launch({
    executablePath: provideChromium(),
    args: [...browserArguments],
  })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const { cookie = '' } = await signIn(url)
    const pairs = cookie.split('; ').map((pair) => pair.split('='))
    await context.addCookies(
      pairs.map(([name = '', ...rest]) => ({ name, value: rest.join('='), url })),
    )
    const page = await context.newPage()
    const scripts = new Set<string>()
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('.js')) scripts.add(pathname)
    })
    await settled(page, async () => {
      await page.goto(`${url}${at}`)
      await page.locator(content[kind]).first().waitFor({ timeout: 120_000 })
    })
    const sizes = [...scripts].map((name) => {
      const file = path.join('dist', name)
      return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size
    })
    return sizes.reduce((sum, size) => sum + size, 0) / kilobyte
  } finally {
    await browser.close()
  }
}

/** Measures what a first visit of a list and of a dashboard loads. */
export const measurePages = async (
  url: string,
  signIn: (url: string) => Promise<Record<string, string>>,
): Promise<void> => {
  const list = await scriptsOf(url, '/orders', 'list', signIn)
  printFigure({
    name: 'list_javascript',
    value: list,
    unit: 'KB_brotli',
    target: 200,
    better: 'less',
  })
  const board = await scriptsOf(url, '/dashboards/sales', 'dashboard', signIn)
  printFigure({
    name: 'dashboard_javascript',
    value: board,
    unit: 'KB_brotli',
    target: 280,
    better: 'less',
  })
}
