import type { Condition, Label } from '#model/language/definition.ts'

/** Escapes what would end a cell of a table. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim()

/** Writes a table; columns that are empty in every row are left out. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  if (rows.length === 0) return ''
  const used = head.map((_, i) => rows.some((row) => (row[i] ?? '') !== ''))
  const line = (cells: readonly string[]) =>
    `| ${head.flatMap((_, i) => (used[i] ? [cell(cells[i] ?? '')] : [])).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Both languages of a text, Chinese first. */
export const both = (label: Label | undefined): string =>
  label === undefined ? '' : label.zh === label.en ? label.en : `${label.zh} ${label.en}`

export const code = (text: string): string => (text === '' ? '' : `\`${text}\``)
export const codes = (texts: readonly string[] | undefined): string =>
  (texts ?? []).map(code).join(', ')

/** A condition as the model writes it: the formula, or the predicate as JSON. */
export const condition = (given: Condition | undefined): string =>
  given === undefined ? '' : code(typeof given === 'string' ? given : JSON.stringify(given))

/** Joins the parts of a page that are not empty. */
export const page = (...parts: readonly string[]): string =>
  `${parts.filter((part) => part !== '').join('\n\n')}\n`

export const list = (items: readonly string[]): string =>
  items.map((item) => `- ${item}`).join('\n')
