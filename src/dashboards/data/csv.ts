import type { Grid } from './grid.ts'

/** Text of one cell: quoted where needed; text that a spreadsheet would run as a formula gets an apostrophe. */
const cellText = (value: string | number | null): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Writes a card's figures as CSV with a byte order mark; numbers exactly and without grouping. */
export const csvOf = (grid: Grid): string => {
  const head = [grid.head, ...grid.series.map(({ label }) => label)]
  const rows = grid.rows.map(({ label, cells }) => [
    label,
    ...grid.series.map(({ key }) => cells[key]?.value ?? null),
  ])
  return `\uFEFF${[head, ...rows].map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`
}

/** Hands a text to the browser as a file. */
export const saveFile = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
