import { stringify } from 'csv-stringify/sync'
import type { SheetData } from 'write-excel-file/universal'
import { fieldAccess, mayExport } from '#model/language/access.ts'
import type { Field } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { localDay } from '#model/language/time.ts'
import type { Row } from '#model/language/wire.ts'
import type { ListQuery } from '../engine/service.ts'
import { forbidden } from '../auth/denial.ts'
import { Problem } from '../problems.ts'
import type { Call, Route } from './call.ts'
import { cellOf, type Cell, type Display } from './display.ts'
import { harmless } from '../import/harmless.ts'
import { badQuery, checkFilter, jsonParam, parseDay, parseSort, parseWord } from './query.ts'
import { confidentialSeen, noteAccess, resourceOf } from './resource.ts'
import { titlesFor } from './titles.ts'

type Column = { readonly name: string; readonly field: Field; readonly label: string }

const pageRows = 1_000
/** A workbook is built in memory; a longer export is asked for as CSV, which is streamed. */
const mostXlsxRows = 100_000

const exportable = (field: Field): boolean => field.type !== 'lines'

const visibleColumns = (call: Call, resource: Resource): readonly Column[] =>
  Object.entries(resource.fields)
    .filter(([, field]) => exportable(field))
    .filter(([name]) => fieldAccess(call.parts.index, resource.name, name, call.who) !== false)
    .filter(([, field]) => field.secret !== true)
    .map(([name, field]) => {
      const unit = field.type === 'percent' ? ' (%)' : ''
      return { name, field, label: `${field.label[call.locale]}${unit}` }
    })

const chosenColumns = (call: Call, resource: Resource): readonly Column[] => {
  const all = visibleColumns(call, resource)
  const asked = jsonParam(call.query, 'columns')
  if (asked === undefined) return all.filter(({ name }) => name !== 'id')
  const names = all.map(({ name }) => name)
  if (!Array.isArray(asked) || asked.length === 0)
    throw badQuery('columns', '应为字段名列表', 'must be a list of field names')
  return asked.map((name: unknown) => {
    const column = all.find((one) => one.name === name)
    if (!column)
      throw badQuery(
        'columns',
        `没有可导出的字段 ${String(name)}；可用：${names.join('、')}`,
        `has no field ${String(name)}; allowed: ${names.join(', ')}`,
      )
    return column
  })
}

const queryOf = (call: Call): ListQuery => {
  const filter = jsonParam(call.query, 'filter')
  const sort = parseSort(call.query)
  const asOf = parseDay(call.query, 'asOf')
  return {
    total: 'none',
    quiet: true,
    ...(filter !== undefined && { filter: checkFilter(filter, call.parts.settings.limits) }),
    ...(sort && { sort }),
    ...(asOf !== undefined && { asOf }),
  }
}

/** Reads every row, page by page, by cursor where the service gives one. */
async function* pagesOf(
  call: Call,
  resource: Resource,
  query: ListQuery,
): AsyncGenerator<readonly Row[]> {
  let from = 0
  let after: string | undefined
  for (;;) {
    const start = after === undefined ? from : 0
    const page = await call.parts.service.list(call.who, resource.name, {
      ...query,
      range: [start, start + pageRows - 1],
      ...(after !== undefined && { after }),
    })
    yield page.rows
    if (page.rows.length < pageRows) return
    after = page.next
    from += pageRows
  }
}

const displayOf = async (
  call: Call,
  resource: Resource,
  rows: readonly Row[],
): Promise<Display> => ({
  index: call.parts.index,
  locale: call.locale,
  zone: call.parts.settings.zone,
  titles: await titlesFor(call, resource, rows),
})

const csvValue = (cell: Cell): string => {
  if (cell.kind === 'empty') return ''
  if (cell.kind === 'number') return String(cell.value)
  return cell.kind === 'text' ? harmless(cell.text) : cell.text
}

const csvAnswer = (
  call: Call,
  resource: Resource,
  columns: readonly Column[],
  first: readonly Row[],
  rest: AsyncGenerator<readonly Row[]>,
): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder()
  const write = async (rows: readonly Row[]): Promise<Uint8Array> => {
    const display = await displayOf(call, resource, rows)
    return encoder.encode(
      stringify(
        rows.map((row) =>
          columns.map(({ name, field }) => csvValue(cellOf(row[name], field, display))),
        ),
        { record_delimiter: '\r\n' },
      ),
    )
  }
  return new ReadableStream({
    start: async (controller) => {
      const header = stringify([columns.map(({ label }) => harmless(label))], {
        record_delimiter: '\r\n',
      })
      controller.enqueue(encoder.encode(`\ufeff${header}`))
      controller.enqueue(await write(first))
    },
    pull: async (controller) => {
      const { value, done } = await rest.next()
      if (done) controller.close()
      else controller.enqueue(await write(value))
    },
    cancel: async () => {
      await rest.return(undefined)
    },
  })
}

const excelEpoch = Date.UTC(1899, 11, 30)
/** Days since the epoch of spreadsheets, of a local wall-clock text. */
const serialDay = (text: string): number => {
  const iso = text.length === 10 ? `${text}T00:00Z` : `${text.replace(' ', 'T')}Z`
  return (Date.parse(iso) - excelEpoch) / 86_400_000
}

const xlsxCell = (cell: Cell): SheetData[number][number] => {
  if (cell.kind === 'empty') return null
  if (cell.kind === 'text') return { type: String, value: cell.text.slice(0, 32_767) }
  if (cell.kind === 'number')
    return {
      type: Number,
      value: cell.value,
      ...(cell.field.type === 'money' && { format: '#,##0.00' }),
    }
  const format = cell.kind === 'day' ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm'
  return { type: Number, value: serialDay(cell.text), format }
}

const xlsxAnswer = async (
  call: Call,
  resource: Resource,
  columns: readonly Column[],
  first: readonly Row[],
  rest: AsyncGenerator<readonly Row[]>,
): Promise<Blob> => {
  const data: SheetData = [
    columns.map(({ label }) => ({ type: String, value: label, fontWeight: 'bold' as const })),
  ]
  const add = async (rows: readonly Row[]): Promise<void> => {
    const display = await displayOf(call, resource, rows)
    for (const row of rows)
      data.push(columns.map(({ name, field }) => xlsxCell(cellOf(row[name], field, display))))
    if (data.length > mostXlsxRows + 1)
      throw new Problem('too_large', {
        message: { zh: `XLSX 最多导出 ${mostXlsxRows} 行，请缩小范围或导出 CSV`, en: `An XLSX export has at most ${mostXlsxRows} rows; narrow it or export CSV` },
      }) // prettier-ignore
  }
  await add(first)
  for await (const rows of rest) await add(rows)
  const sheet = resource.label[call.locale].replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31)
  const { default: writeXlsxFile } = await import('write-excel-file/universal')
  return writeXlsxFile(data, {
    sheet,
    stickyRowsCount: 1,
    columns: columns.map(({ label }) => ({ width: Math.max(10, label.length * 2 + 2) })),
  }).toBlob()
}

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const run = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const format = parseWord(call.query, 'format', ['csv', 'xlsx']) ?? 'csv'
  if (!mayExport(call.parts.index, resource.name, call.who))
    throw forbidden({
      message: { zh: '没有导出权限', en: 'You may not export these records' },
      details: { rule: `${resource.name}.access.export` },
    })
  const columns = chosenColumns(call, resource)
  const query = queryOf(call)
  const pages = pagesOf(call, resource, query)
  const first = (await pages.next()).value ?? []
  const seen = confidentialSeen(call.parts.index, resource, call.who, first)
  await noteAccess(call, 'export', resource.name, undefined, {
    format, columns: columns.map(({ name }) => name), filter: query.filter ?? {}, confidential: seen,
  }) // prettier-ignore
  const write = format === 'csv' ? csvAnswer : xlsxAnswer
  const day = localDay(call.parts.clock(), call.parts.settings.zone)
  const name = `${resource.label[call.locale]}-${day}.${format}`
  return new Response(await write(call, resource, columns, first, pages), {
    headers: {
      'content-type': types[format],
      'content-disposition': `attachment; filename="${resource.name}-${day}.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, no-store',
    },
  })
}

/** Lists taken out as files. */
export const exportRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/:resource/export', name: 'export', access: 'signed_in', query: ['format', 'filter', 'sort', 'asOf', 'columns'], handle: run },
] // prettier-ignore
