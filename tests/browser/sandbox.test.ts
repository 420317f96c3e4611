import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { noFaults } from '../../server/sandbox/faults.ts'
import { accessibilityProblems } from './accessibility.ts'
import { fill } from './pages.ts'
import { opener, openPanel, panel, part, press } from './sandbox-panel.ts'
import { useStage } from './server.ts'

describe('the sandbox', () => {
  let loaded: Uint8Array<ArrayBuffer> | undefined
  const stage = useStage({
    sample: async () => {
      if (!loaded) throw new Error('the company is kept before it is reset')
      return loaded
    },
  })
  const sandbox = () => {
    const { sandbox } = stage.running().api.parts
    if (!sandbox) throw new Error('a demonstration has a sandbox')
    return sandbox
  }
  beforeAll(async () => {
    loaded = await sandbox().write()
  })
  afterEach(() => sandbox().faults.set(noFaults))
  const answered = (page: Page, path: string) => page.waitForResponse((answer) => new URL(answer.url()).pathname === path) // prettier-ignore
  const customer = async (page: Page) => {
    const answer = await page.request.get(`${stage.url()}/api/customers?range=[0,0]&sort=["code","ASC"]`) // prettier-ignore
    const [row]: readonly {
      readonly id: string
      readonly version: number
      readonly address: string
    }[] = await answer.json()
    if (!row) throw new Error('the sample company has a customer')
    return row
  }

  test('its panel opens and closes by keyboard and has names for everything', async () => {
    const { page, problems } = await stage.open({ persona: 'sales' })
    await opener(page).press('Enter')
    await part(page, '数据').waitFor()
    await part(page, '身份').getByRole('button', { name: /^客服/ }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'hidden' })
    await opener(page).and(page.locator(':focus')).waitFor()
    expect(problems).toEqual([])
    await page.close()
  })

  test('a visitor becomes another role, then a person found by pinyin', async () => {
    const { page, problems } = await stage.open({ persona: 'sales' })
    await openPanel(page)
    await Promise.all([
      page.waitForEvent('load'),
      part(page, '身份').getByRole('button', { name: /^财务/ }).click(),
    ])
    await page.getByRole('button', { name: /^账户：/ }).waitFor()
    await openPanel(page)
    const people = await (await page.request.get(`${stage.url()}/api/sandbox/people`)).json()
    const other: { readonly name: string } = people.at(-1)
    await panel(page).getByRole('searchbox').fill(other.name)
    await Promise.all([
      page.waitForEvent('load'),
      part(page, '身份').getByRole('button').filter({ has: page.getByText(other.name, { exact: true }) }).click(),
    ]) // prettier-ignore
    await page.getByRole('button', { name: `账户：${other.name}` }).waitFor()
    expect(problems).toEqual([])
    await page.close()
  })

  test('the clock moves by a day, all of the console follows, and says so', async () => {
    const { page, problems } = await stage.open({ persona: 'sales' })
    const dayAfter = (days: number) => new Date(Date.parse(stage.clock.now()) + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10) // prettier-ignore
    await page.getByRole('main').getByText(dayAfter(0)).waitFor()
    await openPanel(page)
    await press(page, '时钟', '+1 天')
    await part(page, '时钟')
      .getByText(/^拨快了 1 天，办理 \d+ 项到期工作。$/)
      .waitFor({ timeout: 180_000 }) // all that is overdue in the sample company is done on its first day
    await part(page, '时钟')
      .getByText(`时钟已拨快 1 天：这里的今天是 ${dayAfter(1)}。`)
      .waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('main').getByText(dayAfter(1)).waitFor()
    expect(await opener(page).textContent()).toBe(`${dayAfter(1)}，快 1 天`)
    await page.goto(`${stage.url()}/visits/create`)
    await opener(page).getByText('快 1 天').waitFor()
    expect(problems).toEqual([])
    await page.close()
  })

  test('a conflict on save opens the merge of both changes', async () => {
    const { page } = await stage.open({ persona: 'sales' })
    const { id, address } = await customer(page)
    await page.goto(`${stage.url()}/customers/${id}`)
    await openPanel(page)
    await panel(page).getByLabel('保存时版本冲突（%）').fill('100')
    await press(page, '故障', '应用')
    await part(page, '故障').getByText('已生效').waitFor()
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'hidden' })
    await fill(page, '地址', '我的新地址')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    const merge = page.getByRole('dialog', { name: '别人也改了这条记录' })
    await merge
      .getByText(`${address ?? ''}*`)
      .first()
      .waitFor()
    await page.request.put(`${stage.url()}/api/sandbox/faults`, { data: {}, headers: { origin: stage.url() } }) // prettier-ignore
    await merge.getByRole('button', { name: '按结果保存' }).click()
    await page.waitForURL(/\/show$/)
    expect((await customer(page)).address).toBe('我的新地址')
    await page.close()
  })

  test('a failing server is seen as such, and the panel ends it', async () => {
    const { page } = await stage.open({ persona: 'sales' }, '/customers')
    await openPanel(page)
    await panel(page).getByLabel('服务器错误 500（%）').fill('100')
    await press(page, '故障', '应用')
    await part(page, '故障').getByText('已生效').waitFor()
    const failing = answered(page, '/api/customers')
    await page.goto(`${stage.url()}/customers`)
    expect((await failing).status()).toBe(500)
    await opener(page).getByText('有故障').waitFor()
    await openPanel(page)
    await press(page, '故障', '全部关闭')
    await part(page, '故障').getByText('已生效').waitFor({ state: 'hidden' })
    const fine = answered(page, '/api/customers')
    await page.goto(`${stage.url()}/customers`)
    expect((await fine).status()).toBe(200)
    await page.close()
  })

  test('it is exported, emptied of changes by a reset, and imported again', async () => {
    const { page } = await stage.open({ persona: 'sales', width: 390, height: 844 })
    const { id, version } = await customer(page)
    const changed = await page.request.patch(`${stage.url()}/api/customers/${id}`, { data: { address: '导出前的地址' }, headers: { origin: stage.url(), 'if-match': `"${version}"` } }) // prettier-ignore
    expect(changed.status()).toBe(200)
    await sandbox().nextDay()
    const days = sandbox().days()
    await openPanel(page)
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, '数据', '导出文件')]) // prettier-ignore
    expect(download.suggestedFilename()).toMatch(/^charter-sandbox-\d{4}-\d\d-\d\d\.jsonl\.gz$/)
    const kept = readFileSync(await download.path())
    await press(page, '数据', '重置为示例公司')
    await Promise.all([page.waitForEvent('load', { timeout: 180_000 }), press(page, '数据', '确定')]) // prettier-ignore
    await opener(page).waitFor()
    expect((await customer(page)).address).not.toBe('导出前的地址')
    expect(await opener(page).textContent()).toBe('')
    await openPanel(page)
    const choose = async (name: string, buffer: Buffer) => {
      await part(page, '数据').locator('input[type=file]').setInputFiles({ name, mimeType: 'application/gzip', buffer }) // prettier-ignore
      await part(page, '数据').getByText(`用“${name}”替换现有全部数据？`).waitFor()
    }
    await choose('broken.gz', kept.subarray(0, 5_000))
    await press(page, '数据', '确定')
    await panel(page).getByRole('alert').getByText('沙盒文件无法使用：文件不完整或已损坏').waitFor()
    await choose('kept.gz', kept)
    await Promise.all([page.waitForEvent('load', { timeout: 180_000 }), press(page, '数据', '确定')]) // prettier-ignore
    await opener(page).getByText(`+${days} 天`).waitFor()
    expect((await customer(page)).address).toBe('导出前的地址')
    await page.close()
  })
})
