import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useStage } from './server.ts'

const stage = useStage()

/** A page at which nobody is signed in. */
const stranger = async (near: Page): Promise<Page> => {
  const context = await near.context().browser()?.newContext({ locale: 'zh-CN' })
  if (!context) throw new Error('the page has a browser')
  const page = await context.newPage()
  await page.goto(stage.url(), { waitUntil: 'networkidle' })
  return page
}

const signIn = async (page: Page, login: string, password: string): Promise<void> => {
  await page.getByLabel(/^用户名/).fill(login)
  await page.getByLabel(/^密码/).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

const newPassword = async (page: Page, current: string, next: string, button: string) => {
  await page.getByLabel(/^当前密码/).fill(current)
  await page.getByLabel(/^新密码/).fill(next)
  const again = page.getByLabel(/再次|确认/)
  if (await again.count()) await again.fill(next)
  await page.getByRole('button', { name: button, exact: true }).click()
}

test('an administrator makes an account, its owner chooses a password, and it can be stopped', async () => {
  const { page: admin } = await stage.open({ persona: 'admin' }, '/users')
  await admin.getByRole('button', { name: '新建账户' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel(/^用户名/).fill('new.finance')
  await dialog.getByLabel('员工').click()
  await dialog.getByLabel('员工').fill('章晓红')
  await admin.getByRole('option').filter({ hasText: '章晓红' }).first().click()
  await dialog.getByLabel(/^初始密码/).fill('temporary pass 1')
  await dialog.getByRole('button', { name: '保存' }).click()
  const row = admin.getByRole('row').filter({ hasText: 'new.finance' })
  await row.getByText('待改密码').waitFor()

  const page = await stranger(admin)
  await signIn(page, 'new.finance', 'wrong password')
  await page.getByRole('alert').waitFor()
  await signIn(page, 'new.finance', 'temporary pass 1')
  await page.getByText('请先设置新密码').waitFor()
  await newPassword(page, 'temporary pass 1', 'my own long pass 2', '修改密码')
  await page.getByRole('button', { name: /章晓红/ }).waitFor()

  await page.getByRole('button', { name: /章晓红/ }).click()
  await page.getByRole('menuitem', { name: '修改密码' }).click()
  await newPassword(page, 'my own long pass 2', 'another long pass 3', '保存')
  await page.getByText('密码已修改').waitFor()

  await admin.reload({ waitUntil: 'networkidle' })
  await row.getByText('启用', { exact: true }).waitFor()
  await row.getByRole('button', { name: '停用' }).click()
  await row.getByText('已停用').waitFor()
  const later = await stranger(admin)
  await signIn(later, 'new.finance', 'another long pass 3')
  await later.getByRole('alert').waitFor()
  expect(await later.getByText('请先设置新密码').count()).toBe(0)
  for (const each of [page, later, admin]) await each.context().close()
})
