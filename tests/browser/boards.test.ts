import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { useStage } from './server.ts'

const stage = useStage({ scale: 0.1 })

const filterOf = (page: Page): string => new URL(page.url()).searchParams.get('filter') ?? '{}'

/** How many records the list shows that a mark has opened. */
const listed = async (page: Page, resource: string): Promise<number> => {
  const query = `range=[0,0]&filter=${encodeURIComponent(filterOf(page))}`
  const answer = await page.request.get(`${stage.url()}/api/${resource}?${query}`)
  return Number(answer.headers()['content-range']?.split('/')[1])
}

const figureIn = (text: string | null): number =>
  Number(/: ([\d,.]+)/.exec(text ?? '')?.[1]?.replaceAll(',', ''))

describe('the board of complaints', () => {
  test('shows the quality incident, and opens exactly its complaints', async () => {
    const { page, problems } = await stage.open({ persona: 'executive' }, '/dashboards/complaints')
    const heat = page.getByRole('article', { name: '产品 × 类别' })
    const worst = heat.getByRole('row').nth(1)
    await worst.getByRole('rowheader').waitFor()
    expect(await worst.getByRole('rowheader').innerText()).toContain('不锈钢针阀 DN10')
    const cell = worst.getByRole('link', { name: /./ }).first()
    const title = await cell.getAttribute('title')
    expect(title).toContain('产品质量')
    await cell.click()
    await page.waitForURL(/\/complaints\?/)
    expect(await listed(page, 'complaints')).toBe(figureIn(title))
    expect(problems).toEqual([])
    await page.close()
  })

  test('opens exactly the complaints behind their number', async () => {
    const { page, problems } = await stage.open({ persona: 'executive' }, '/dashboards/complaints')
    const card = page.getByRole('article', { name: '投诉数', exact: true })
    const shown = Number((await card.getByRole('link').first().innerText()).replaceAll(',', ''))
    await card.getByRole('link').first().click()
    await page.waitForURL(/\/complaints\?/)
    expect(shown).toBeGreaterThan(0)
    expect(await listed(page, 'complaints')).toBe(shown)
    expect(problems).toEqual([])
    await page.close()
  })

  test('saves a card as a picture', async () => {
    const { page } = await stage.open({ persona: 'executive' }, '/dashboards/complaints')
    const card = page.getByRole('article', { name: '原因帕累托' })
    await card.getByRole('button', { name: '“原因帕累托”的操作' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: '下载图片' }).click()
    expect((await download).suggestedFilename()).toBe('原因帕累托.png')
    await page.close()
  })
})
