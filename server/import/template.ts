import { stringify } from 'csv-stringify/sync'
import type { SheetData } from 'write-excel-file/universal'
import type { Field, Label } from '#model/language/definition.ts'
import { businessKeys, importFields, importLines, plainKey, type ImportField, type ImportMode } from '#model/language/import/fields.ts' // prettier-ignore
import type { ModelIndex, Resource } from '#model/language/resources.ts'
import { harmless } from './harmless.ts'

type Locale = keyof Label

const words = {
  column: { zh: '列', en: 'Column' },
  required: { zh: '必填', en: 'Required' },
  allowed: { zh: '可填内容', en: 'Allowed values' },
  help: { zh: '说明', en: 'Note' },
  yes: { zh: '是', en: 'Yes' },
  guide: { zh: '填写说明', en: 'How to fill in' },
} as const satisfies Readonly<Record<string, Label>>

/** Words for what a field of each type holds; choices and references say more. */
const kinds: Readonly<Partial<Record<Field['type'], Label>>> = {
  integer: { zh: '整数', en: 'a whole number' },
  decimal: { zh: '数字', en: 'a number' },
  money: { zh: '金额（元）', en: 'an amount in yuan' },
  percent: { zh: '百分数，15 即 15%', en: 'a percentage, 15 is 15 %' },
  date: { zh: '日期，如 2026-11-22', en: 'a date such as 2026-11-22' },
  datetime: { zh: '时间，如 2026-11-22 08:30', en: 'a time such as 2026-11-22 08:30' },
  boolean: { zh: '是 或 否', en: 'yes or no' },
  email: { zh: '电子邮件地址', en: 'an e-mail address' },
  tags: { zh: '多个词，以顿号分隔', en: 'words, separated by commas' },
}

const between = ({ field }: ImportField, locale: Locale): string => {
  const min = 'min' in field && typeof field.min === 'number' ? `≥ ${field.min}` : ''
  const max = 'max' in field && typeof field.max === 'number' ? `≤ ${field.max}` : ''
  return [min, max].filter((part) => part !== '').join(locale === 'zh' ? '，' : ', ')
}

/** Says what may stand in a column. */
const allowedIn = (index: ModelIndex, each: ImportField, locale: Locale): string => {
  const { field } = each
  if (field.type === 'enum') return Object.values(field.options).map((option) => option[locale]).join(locale === 'zh' ? '、' : ', ') // prettier-ignore
  if (field.type === 'reference' || field.type === 'references') {
    const to = index.resources.get(field.to)
    const key = to && plainKey(to)
    const known = key === undefined ? '' : (to?.fields[key]?.label[locale] ?? key)
    return to ? `${to.label[locale]}: ${known}` : ''
  }
  return [kinds[field.type]?.[locale] ?? '', between(each, locale)].filter((part) => part !== '').join(' ') // prettier-ignore
}

const headingOf = ({ field }: ImportField, locale: Locale): string => field.label[locale]

const fillable = (
  index: ModelIndex,
  resource: Resource,
  mode: ImportMode,
): readonly ImportField[] =>
  importFields(index, resource, mode).filter(({ isKeyOnly }) => !isKeyOnly)

/** Sheets of a template: the records, and child rows with the key of their record before them. */
const sheetsOf = (index: ModelIndex, resource: Resource, mode: ImportMode, locale: Locale) => {
  const [key] = businessKeys(resource)
  const parent = key === undefined ? resource.label[locale] : (resource.fields[key]?.label[locale] ?? key) // prettier-ignore
  const own = fillable(index, resource, mode)
  const lines = importLines(index, resource).map(({ field, resource: at }) => ({ name: field.label[locale], fields: fillable(index, at, mode) })) // prettier-ignore
  const keyed = lines.length > 0 && !own.some((each) => headingOf(each, locale) === parent)
  return {
    main: { name: resource.label[locale], headings: [...(keyed ? [parent] : []), ...own.map((each) => headingOf(each, locale))] },
    lines: lines.map(({ name, fields }) => ({ name, headings: [parent, ...fields.map((each) => headingOf(each, locale))] })),
    guide: [...own, ...lines.flatMap(({ fields }) => fields)],
  }
} // prettier-ignore

/** Writes the first row of a CSV file for records of a resource, in one language. */
export const csvTemplate = (index: ModelIndex, resource: Resource, mode: ImportMode, locale: Locale): string => {
  const { headings } = sheetsOf(index, resource, mode, locale).main
  return `\ufeff${stringify([headings.map(harmless)], { record_delimiter: '\r\n' })}`
} // prettier-ignore

const sheetName = (text: string): string => text.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31)

/** Writes a workbook for records of a resource: a sheet for them, one for each kind of child rows, and what is allowed. */
export const xlsxTemplate = async (index: ModelIndex, resource: Resource, mode: ImportMode, locale: Locale): Promise<Blob> => {
  const { main, lines, guide } = sheetsOf(index, resource, mode, locale)
  const bold = (text: string) => ({ type: String, value: text, fontWeight: 'bold' as const })
  const plain = (text: string) => (text === '' ? null : { type: String, value: text })
  const sheets = [main, ...lines].map(({ name, headings }) => ({
    sheet: sheetName(name),
    data: [headings.map(bold)] as SheetData,
    stickyRowsCount: 1,
    columns: headings.map((heading) => ({ width: Math.max(12, heading.length * 2 + 2) })),
  }))
  const rows: SheetData = [
    [words.column, words.required, words.allowed, words.help].map((label) => bold(label[locale])),
    ...guide.map((each) => [
      plain(headingOf(each, locale)),
      plain(each.isRequired ? words.yes[locale] : ''),
      plain(allowedIn(index, each, locale)),
      plain(each.field.help?.[locale] ?? ''),
    ]),
  ]
  const widths = [24, 8, 48, 48].map((width) => ({ width }))
  const { default: writeXlsxFile } = await import('write-excel-file/universal')
  return writeXlsxFile([...sheets, { sheet: sheetName(words.guide[locale]), data: rows, stickyRowsCount: 1, columns: widths }]).toBlob()
} // prettier-ignore
