import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inState } from './pages.ts'
import { reload } from './quiet.ts'
import { useStage } from './server.ts'

const stage = useStage()
const furthest = 90

/** Whether what has the focus shows it: an outline, a ring or the frame of its field. */
const isFocusSeen = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return true
    const framed = [at, at.closest('.MuiInputBase-root')].filter((one) => one !== null)
    return framed.some((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
      const isOutlined = outlineStyle !== 'none' && outlineWidth !== '0px'
      return isOutlined || boxShadow !== 'none' || one.classList.contains('Mui-focused')
    })
  })

const holds = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement)

/** Waits until something has the focus. */
const hasFocus = (target: Locator): Promise<void> =>
  target.and(target.page().locator(':focus')).waitFor()
/** Waits until the focus is within something that opened, ready for the keyboard. */
const isEntered = (target: Locator): Promise<void> =>
  target.and(target.page().locator(':focus-within')).waitFor()

/** Goes on with Tab until something has the focus; every stop on the way has to show that it has it. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await target.waitFor()
  for (let stop = 0; stop < furthest; stop += 1) {
    if (await holds(target)) return
    await page.keyboard.press('Tab')
    const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
    expect(await isFocusSeen(page), `the focus is seen on ${where}`).toBe(true)
  }
  throw new Error(`${furthest} stops did not lead to ${String(target)}`)
}

const enter = async (page: Page, target: Locator): Promise<void> => {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

const button = (scope: Page | Locator, name: string | RegExp) =>
  scope.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) })

test('an inquiry is found, changed and answered, and the desk left, without a mouse', async () => {
  const { page, problems } = await stage.visit('/')
  await enter(page, button(page, /^客服/))
  await page.getByRole('navigation', { name: '主导航' }).waitFor()
  const answer = await page.request.get(`${stage.url()}/api/inquiries?range=[0,0]&filter=${encodeURIComponent('{"state":"open"}')}`) // prettier-ignore
  const [inquiry] = (await answer.json()) as { readonly code: string }[]
  const code = inquiry?.code ?? 'no open inquiry'

  await reload(page)
  await page.keyboard.press('Tab')
  await hasFocus(page.getByRole('link', { name: '跳到内容' }))
  await page.keyboard.press('Enter')
  await hasFocus(page.getByRole('main'))

  await page.keyboard.press('Control+K')
  await isEntered(page.getByRole('dialog'))
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await hasFocus(page.getByRole('main'))
  await page.keyboard.press('Control+K')
  await isEntered(page.getByRole('dialog'))
  await page.keyboard.type('客户咨询')
  await page.getByRole('option', { name: /^客户咨询/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '客户咨询', level: 1 }).waitFor()

  const filter = button(page, '筛选')
  await enter(page, filter)
  await isEntered(page.locator('.MuiPopover-paper'))
  await page.keyboard.press('Escape')
  await page.locator('.MuiPopover-paper').waitFor({ state: 'hidden' })
  await hasFocus(filter)

  const search = page.getByRole('searchbox')
  for (let stop = 0; stop < furthest && !(await holds(search)); stop += 1)
    await page.keyboard.press('Shift+Tab')
  await page.keyboard.type(code)
  await page.getByText(/^共 1 条$|共 1$/).first().waitFor() // prettier-ignore
  await enter(page, page.getByRole('link', { name: code }))
  await page.getByRole('tab', { name: '概览', selected: true }).waitFor()
  await hasFocus(page.getByRole('main'))

  await enter(page, page.getByRole('link', { name: '编辑', exact: true }))
  await tabTo(page, page.getByRole('textbox', { name: /^咨询人/ }))
  await page.keyboard.press('Control+A')
  await page.keyboard.type('钱女士')
  await page.keyboard.press('Control+S')
  await page.getByRole('tab', { name: '概览', selected: true }).waitFor()
  await page.getByText('钱女士').first().waitFor()

  const step = button(page.getByRole('main'), '答复')
  await enter(page, step)
  const dialog = page.getByRole('dialog')
  await isEntered(dialog)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await hasFocus(step)
  await page.keyboard.press('Enter')
  await isEntered(dialog)
  await tabTo(page, dialog.getByRole('textbox', { name: /^答复/ }))
  await page.keyboard.type('已寄出样本')
  await enter(page, button(dialog, '答复'))
  await dialog.waitFor({ state: 'hidden' })
  await inState(page, '已答复')

  await enter(page, button(page, /^账户/))
  const leave = page.getByRole('menuitem', { name: '退出登录' })
  await leave.waitFor()
  for (let stop = 0; stop < 5 && !(await holds(leave)); stop += 1)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await button(page, '登录').waitFor()
  expect(problems).toEqual([])
  await page.close()
})
