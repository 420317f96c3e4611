import type { Page } from 'playwright-core'

/** The button in the top bar that opens the sandbox panel; it says how far the clock was moved. */
export const opener = (page: Page) => page.getByRole('button', { name: /^沙盒/ })
export const panel = (page: Page) => page.getByRole('dialog', { name: '沙盒' })
/** A section of the panel. */
export const part = (page: Page, name: string) => panel(page).getByRole('region', { name })

/** Opens the panel and waits until it is whole. */
export const openPanel = async (page: Page): Promise<void> => {
  await opener(page).click()
  await part(page, '数据').waitFor()
}

/** Presses a button of a section. */
export const press = (page: Page, section: string, name: string): Promise<void> =>
  part(page, section).getByRole('button', { name, exact: true }).click()
