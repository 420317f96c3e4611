import { describe, expect, test } from 'vitest'
import { readCsv } from '../../../server/import/csv.ts'
import { instantOf, parseMoment } from '../../../server/import/dates.ts'
import { fitTo, readNumber } from '../../../server/import/fit.ts'
import { ImportRefused } from '../../../server/import/table.ts'
import { decodeText, detectDelimiter } from '../../../server/import/text-file.ts'
import { readXlsx } from '../../../server/import/xlsx.ts'
import { row, textCell, workbook } from './workbook.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, mark: boolean) => {
  const units = new Uint16Array([...(mark ? '\ufeff' : ''), ...text].map((c) => c.charCodeAt(0)))
  return new Uint8Array(units.buffer)
}
/** 客户,金额 / 张三,5 as spreadsheets in China write it. */
const gb18030 = new Uint8Array([
  0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0x35, 0x0a,
]) // prettier-ignore

const problemsOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof ImportRefused)
      return error.problems.map((p) => `${p.row}:${p.column} ${p.message.en}`)
    throw error
  }
  return []
}
const later = async (run: () => Promise<unknown>) => {
  const error = await run().catch((e: unknown) => e)
  if (!(error instanceof ImportRefused)) throw error
  return error.problems.map((p) => `${p.row}:${p.column} ${p.message.en}`)
}

describe('text files', () => {
  test.each([
    ['utf-8', utf8('客户,金额\n张三,5\n')],
    ['utf-8', new Uint8Array([0xef, 0xbb, 0xbf, ...utf8('客户,金额\n张三,5\n')])],
    ['gb18030', gb18030],
    ['utf-16le', utf16('客户,金额\n张三,5\n', true)],
  ])('in %s give the same table', (encoding, bytes) => {
    const table = readCsv('a.csv', bytes)
    expect(table.read.encoding).toBe(encoding)
    expect(table.columns).toEqual(['客户', '金额'])
    expect(table.rows).toEqual([{ number: 2, cells: ['张三', '5'] }])
  })

  test('of Latin letters in UTF-16 without a mark are known by their zeros', () => {
    expect(decodeText('a.csv', utf16('code,name\n', false)).encoding).toBe('utf-16le')
  })

  test('that are no text are refused by name', () => {
    expect(
      problemsOf(() => readCsv('a.png', new Uint8Array([0x89, 0xff, 0xfe, 0x81, 0xff]))),
    ).toEqual(['null:null "a.png" is no readable text (utf-8, utf-16le, utf-16be, gb18030)'])
  })

  test.each([
    [',', 'a,b\n1,2\n'],
    [';', 'a;b\n"1,5";2,5\n3;4\n'],
    ['\t', 'a\tb, c\n1\t2\n'],
    ['|', 'a|b|c\n1|2|3\n'],
    [',', 'only\n1\n'],
  ])('have the delimiter %j', (delimiter, text) => {
    expect(detectDelimiter(text)).toBe(delimiter)
  })

  test('name every row with the wrong number of cells', () => {
    const table = readCsv('a.csv', utf8('a,b\n1,2\n1\n\n1,2,3\n'))
    expect(
      table.unread?.map(({ row: at, column, message }) => `${at}:${column} ${message.en}`),
    ).toEqual([
      '3:null has 1 cells, the first row has 2',
      '5:null has 3 cells, the first row has 2',
    ])
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['1', '2'],
      ['1', null],
      ['1', '2'],
    ])
  })

  test('with quotes that do not match say where', () => {
    expect(problemsOf(() => readCsv('a.csv', utf8('a,b\n1,"2\n3,4\n')))[0]).toMatch(
      /quotes do not match at line \d/,
    )
  })
})

describe('workbooks', () => {
  const head = row(1, textCell('A1', 'code'), textCell('B1', 'amount'))

  test('give numbers, texts, and the stored result of a formula', async () => {
    const cells = row(2, textCell('A2', '甲'), '<c r="B2"><f>1+1</f><v>2</v></c>')
    const table = await readXlsx('a.xlsx', workbook({ Orders: head + cells }))
    expect(table.columns).toEqual(['code', 'amount'])
    expect(table.rows).toEqual([{ number: 2, cells: ['甲', 2] }])
  })

  test('name each formula without a result and each error', async () => {
    const cells = row(2, '<c r="B2"><f>1+1</f></c>') + row(3, '<c r="B3" t="e"><v>#REF!</v></c>')
    const bytes = workbook({ Orders: head + cells })
    const { unread = [] } = await readXlsx('a.xlsx', bytes)
    expect(unread.map(({ row: at, column, message }) => `${at}:${column} ${message.en}`)).toEqual([
      '2:amount a formula without its result: open and save the file in a spreadsheet, or write the value',
      '3:amount the cell holds the error #REF!',
    ])
  })

  test('with several sheets give the one that is named', async () => {
    const bytes = workbook({ One: head, Two: row(1, textCell('A1', 'x')) })
    expect((await readXlsx('a.xlsx', bytes, 'Two')).columns).toEqual(['x'])
    expect(await later(() => readXlsx('a.xlsx', bytes, 'Three'))).toEqual([
      'null:null has no sheet "Three"; it has One, Two',
    ])
  })

  test('that claim more room than they are worth are refused before they take it', async () => {
    const far = row(1_048_576, '<c r="XFD1048576"><v>1</v></c>')
    expect(await later(() => readXlsx('a.xlsx', workbook({ Orders: head + far })))).toEqual([
      'null:null the sheets of "a.xlsx" span more than 10000000 cells: delete the cells far below or beside the table',
    ])
    const bytes = workbook({ Orders: head })
    // The last entry of the directory says that it unpacks to 300 MB.
    const at = Buffer.from(bytes).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at + 24, 300 * 1024 * 1024, true)
    expect(await later(() => readXlsx('a.xlsx', bytes))).toEqual([
      'null:null "a.xlsx" unpacks to more than 256 MB',
    ])
  })

  test('that say less than they unpack to give what they said, and are refused', async () => {
    const bytes = workbook({ Orders: head + row(2, textCell('A2', 'x'.repeat(1_000_000))) })
    const at = Buffer.from(bytes).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at + 24, 100, true)
    const [problem] = await later(() => readXlsx('a.xlsx', bytes))
    expect(problem).toMatch(/has no column names|is no readable XLSX file/)
  })

  test('that are none are refused', async () => {
    const bytes = new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3])
    expect((await later(() => readXlsx('a.xlsx', bytes)))[0]).toContain('is no readable XLSX file')
  })
})

describe('cells', () => {
  test.each([
    ['1996-07-04 00:00:00.000', ['YYYY-MM-DD HH:mm:ss.SSS'], { day: '1996-07-04', ms: 0 }],
    ['1/26/2013', ['M/D/YYYY'], { day: '2013-01-26', ms: null }],
    ['26/1/2013', ['M/D/YYYY'], null],
    ['2/30/2013', ['M/D/YYYY'], null],
    ['2026年3月5日', [], { day: '2026-03-05', ms: null }],
    ['2026-3-5 8:30', [], { day: '2026-03-05', ms: 30_600_000 }],
    ['3/5/2026', [], null],
  ])('read %s as a date in %j', (text, formats, expected) => {
    expect(parseMoment(text, formats)).toEqual(expected)
  })

  test('put a time on the clocks of the company', () => {
    expect(instantOf({ day: '2026-03-05', ms: 30_600_000 }, 'Asia/Shanghai')).toBe(
      '2026-03-05T00:30:00.000Z',
    )
  })

  test.each([
    ['1,354,458.59', '.', '1354458.59'],
    ['¥ 1,200', '.', '1200'],
    ['￥12.50', '.', '12.5'],
    ['1.234,5', ',', '1234.5'],
    ['(5.25)', '.', '-5.25'],
    ['1e3', '.', '1000'],
    ['12,34', '.', undefined],
    ['abc', '.', undefined],
  ] as const)('read %s with %s as %s', (text, decimal, expected) => {
    expect(readNumber(text, decimal)?.toFixed()).toBe(expected)
  })

  const reading = { formats: [], decimal: '.', zone: 'Asia/Shanghai' } as const
  const label = { zh: '字段', en: 'Field' }
  const options = { good: { zh: '产品', en: 'Good' } }

  test('are fitted to their field', () => {
    expect(fitTo({ type: 'percent', label }, '15%', reading)).toEqual({ value: 15 })
    expect(fitTo({ type: 'boolean', label }, '是', reading)).toEqual({ value: true })
    expect(fitTo({ type: 'enum', options, label }, '产品', reading)).toEqual({ value: 'good' })
    expect(fitTo({ type: 'enum', options, label }, 'GOOD', reading)).toEqual({ value: 'good' })
    expect(fitTo({ type: 'text', label }, 1004, reading)).toEqual({ value: '1004' })
    expect(fitTo({ type: 'tags', label }, 'a；b、c', reading)).toEqual({ value: ['a', 'b', 'c'] })
  })
})
