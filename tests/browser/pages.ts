import type { Locator, Page } from 'playwright-core'

type Scope = Page | Locator

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')

/** A label as it stands on the screen, with or without the star of a required field. */
const labelled = (label: string): RegExp => new RegExp(`^${escaped(label)}\\s*\\*?$`)

const pageOf = (scope: Scope): Page => ('page' in scope ? scope.page() : scope)

/** Types into a text, number or date field. */
export const fill = async (scope: Scope, label: string, value: string): Promise<void> => {
  await scope.getByLabel(labelled(label)).fill(value)
}

/** Opens a list of options and takes one. */
export const choose = async (scope: Scope, label: string, option: string): Promise<void> => {
  await scope.getByRole('combobox', { name: new RegExp(`^${escaped(label)}`) }).click()
  await pageOf(scope).getByRole('option', { name: option, exact: true }).click()
}

/** Types a part of a record's name into a reference and takes what is found. */
export const pick = async (scope: Scope, label: string, typed: string): Promise<void> => {
  const box = scope.getByRole('combobox', { name: label, exact: true })
  await box.click()
  await box.fill(typed)
  await pageOf(scope).getByRole('option').filter({ hasText: typed }).first().click()
}

/** Adds a row to the lines of a form. */
export const addLine = async (page: Page, lines: string): Promise<void> => {
  await page.getByRole('region', { name: lines }).getByRole('button', { name: '添加一行' }).click()
}

/** Saves the form and waits for the record's page. */
export const save = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.waitForURL(/\/[0-9a-f-]{36}\/show$/)
}

/** Takes a step of the record: its button, what its dialog asks for, and the same name below. */
export const takeStep = async (
  page: Page,
  name: string,
  answer: (dialog: Locator) => Promise<void> = async () => {},
): Promise<void> => {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await answer(dialog)
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Waits until the head of the record shows a state. */
export const inState = async (page: Page, state: string): Promise<void> => {
  await page.locator('header.head > :not(.actions)').getByText(state, { exact: true }).waitFor()
}

/** Waits until a fact of the record's page reads so. */
export const factIs = async (page: Page, label: string, text: string): Promise<void> => {
  const value = page
    .locator('dt', { hasText: new RegExp(`^${escaped(label)}`) })
    .first()
    .locator('xpath=following-sibling::dd[1]')
  await value.getByText(text).first().waitFor()
}

/** Opens the tab of related records, and the first of them whose row holds a text. */
export const openRelated = async (page: Page, tab: string, row: string | RegExp): Promise<void> => {
  await openTab(page, tab)
  await page.getByRole('row', { name: row }).getByRole('link').first().click()
  await page.getByRole('tab', { name: '概览', selected: true }).waitFor()
}

/** Opens a tab of the record's page. */
export const openTab = async (page: Page, tab: string): Promise<void> => {
  await page.getByRole('tab', { name: new RegExp(`^${escaped(tab)}`) }).click()
}

/** Makes a new record from the tab of related records, so that it points back to the one on the screen. */
export const createRelated = async (page: Page, tab: string): Promise<void> => {
  await openTab(page, tab)
  await page.getByRole('link', { name: '新建', exact: true }).click()
  await page.waitForURL(/\/create$/)
}
