import readWorkbook from 'read-excel-file/universal'
import { describe, expect, test } from 'vitest'
import { useHttp } from '../../http.ts'
import { row, textCell, workbook } from '../../import/workbook.ts'
import { customersRecipe as recipe, uploadOf } from './upload.ts'

const http = useHttp()
const post = (path: string, body: FormData, as: 'sales' | 'admin' = 'sales', headers = {}) =>
  http().send(path, { as, body, headers })

describe('looking into files', () => {
  test('tells what the columns of a file hold', async () => {
    const body = uploadOf('name;share;day;no\nA;0.15;1/26/2013;NULL\nB;0;2/1/2013;7\n')
    const [file] = await (await post('/api/import/inspect', body)).json()
    expect(file).toMatchObject({
      name: 'customers.csv',
      kind: 'text',
      read: { encoding: 'utf-8', delimiter: ';' },
      rows: 2,
      nulls: ['NULL'],
      preview: [{ row: 2, cells: ['A', '0.15', '1/26/2013', 'NULL'] }, { row: 3 }],
      problems: [],
    })
    expect(file.columns).toMatchObject([
      { name: 'name', kind: 'text', distinct: ['A', 'B'] },
      { name: 'share', kind: 'number', bounds: [0, 0.15] },
      { name: 'day', kind: 'date', formats: ['M/D/YYYY'] },
      { name: 'no', kind: 'number', filled: 1 },
    ])
  })

  test('takes a column for what nearly all of its cells are', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${i + 1}/30/2013`)
    const body = uploadOf(['no,day', ...rows.slice(0, 11), 'l2,soon'].join('\n'))
    const [file] = await (await post('/api/import/inspect', body)).json()
    expect(file.columns).toMatchObject([{ kind: 'number', bounds: [0, 10] }, { kind: 'text' }])
  })

  test('reads a file in the encoding of spreadsheets in China, and as it is told to', async () => {
    const gb = new Uint8Array([0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xbc, 0xd7, 0x7c, 0xd2, 0xd2, 0x0a])
    const [found] = await (await post('/api/import/inspect', uploadOf(gb))).json()
    expect(found).toMatchObject({ read: { encoding: 'gb18030' }, columns: [{ name: '名称' }] })
    const readings = { 'customers.csv': { delimiter: '|' } }
    const [told] = await (await post('/api/import/inspect', uploadOf('a|b\n1|2\n', { readings }))).json() // prettier-ignore
    expect(told.columns.map(({ name }: { name: string }) => name)).toEqual(['a', 'b'])
  })

  test('says what is wrong with a file that cannot be read', async () => {
    const [file] = await (await post('/api/import/inspect', uploadOf('a,b\n1,"2\n'))).json()
    expect(file).toMatchObject({ columns: [], problems: [{ message: expect.stringContaining('quotes do not match') }] }) // prettier-ignore
  })

  test('reads a file with rows of the wrong length, which the check will name', async () => {
    const [file] = await (await post('/api/import/inspect', uploadOf('a,b\n1\n'))).json()
    expect(file).toMatchObject({ columns: [{ name: 'a' }, { name: 'b' }], rows: 1, problems: [] })
  })

  test('refuses a reading that it does not know', async () => {
    const body = uploadOf('a\n1\n', { readings: { 'customers.csv': { encoding: 'latin1' } } })
    expect((await post('/api/import/inspect', body)).status).toBe(422)
  })
})

describe('putting cells right', () => {
  const broken = 'name,region\nFine,east\nBroken,west\nLeft out,south\n'

  test('gives the cells of the rows that have problems', async () => {
    const answer = await (await post('/api/import?dry_run=true', uploadOf(broken, { recipe }))).json() // prettier-ignore
    expect(answer.problems.map(({ row, column }: { row: number; column: string }) => [row, column])).toEqual([[3, 'region'], [4, 'region']]) // prettier-ignore
    expect(answer.rows).toEqual([
      { file: 'customers.csv', row: 3, cells: ['Broken', 'west'] },
      { file: 'customers.csv', row: 4, cells: ['Left out', 'south'] },
    ])
  })

  test('imports with other values for cells, without rows that are left out', async () => {
    const corrections = [
      { file: 'customers.csv', row: 3, column: 'region', value: 'north' },
      { file: 'customers.csv', row: 4, skip: true },
    ]
    const answer = await (await post('/api/import', uploadOf(broken, { recipe, corrections }))).json() // prettier-ignore
    expect(answer).toMatchObject({ problem_count: 0, counts: [{ created: 2 }] })
    const rows: { name: string; region: string }[] = await (await http().send('/api/customers?filter={"name":["Broken","Left out"]}', { as: 'sales' })).json() // prettier-ignore
    expect(rows.map(({ name, region }) => [name, region])).toEqual([['Broken', 'north']])
  })

  test('imports rows of the wrong length once a cell is put right or the row is left out', async () => {
    const ragged = 'name,region\nShort\nLong,north,east\nAway,east,x\n'
    const dry = await (await post('/api/import?dry_run=true', uploadOf(ragged, { recipe }))).json()
    expect(dry).toMatchObject({ problem_count: 3, files: [{ name: 'customers.csv' }] })
    expect(dry.rows.map(({ cells }: { cells: unknown }) => cells)).toEqual([['Short', null], ['Long', 'north'], ['Away', 'east']]) // prettier-ignore
    const corrections = [
      { file: 'customers.csv', row: 2, column: 'region', value: 'east' },
      { file: 'customers.csv', row: 3, column: 'name', value: 'Long, north' },
      { file: 'customers.csv', row: 4, skip: true },
    ]
    const answer = await (await post('/api/import', uploadOf(ragged, { recipe, corrections }))).json() // prettier-ignore
    expect(answer).toMatchObject({ problem_count: 0, counts: [{ created: 2 }] })
  })

  test('imports a cell whose formula holds no result once its value is given', async () => {
    const head = row(1, textCell('A1', 'name'), textCell('B1', 'region'))
    const formula = row(2, textCell('A2', 'Computed'), '<c r="B2"><f>CONCAT("ea","st")</f></c>')
    const bytes = new Uint8Array(workbook({ customers: head + formula }))
    const asked = (corrections: readonly object[]) =>
      post('/api/import?dry_run=true', uploadOf(bytes, { recipe, corrections }, 'customers.xlsx'))
    expect((await (await asked([])).json()).problems).toMatchObject([{ row: 2, column: 'region' }])
    const other = { file: 'customers.xlsx', row: 2, column: 'name', value: 'Computed' }
    expect((await (await asked([other])).json()).problem_count).toBe(1)
    const right = { file: 'customers.xlsx', row: 2, column: 'region', value: 'east' }
    expect(await (await asked([right])).json()).toMatchObject({ problem_count: 0, counts: [{ created: 1 }] }) // prettier-ignore
  })

  test.each([
    [{ file: 'customers.csv', row: 3 }],
    [{ file: 'customers.csv', row: '3', skip: true }],
    [{ file: 'customers.csv', row: 3, column: 'region', value: 5 }],
  ])('refuses the correction %j', async (correction) => {
    const body = uploadOf(broken, { recipe, corrections: [correction] })
    expect((await post('/api/import?dry_run=true', body)).status).toBe(422)
  })

  test('writes the rows with problems into a workbook, with why', async () => {
    const answer = await post('/api/import/errors', uploadOf(broken, { recipe }))
    expect(answer.headers.get('content-disposition')).toContain('import-problems-2026-03-05.xlsx')
    const [sheet] = await readWorkbook(await answer.arrayBuffer())
    expect(sheet?.sheet).toBe('customers.csv')
    expect(sheet?.data[0]).toEqual(['Row', 'Problem', 'name', 'region'])
    expect(sheet?.data[1]?.[1]).toContain('region: ')
    expect(sheet?.data.slice(1).map((row) => [row[0], row[2], row[3]])).toEqual([
      [3, 'Broken', 'west'],
      [4, 'Left out', 'south'],
    ])
  })
})

/** Events of a stream, each with its data. */
const eventsIn = (text: string) =>
  text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)?.[1],
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null'),
    }))

describe('an import that tells how far it is', () => {
  const stream = { accept: 'text/event-stream' }

  test('sends its progress, then its answer', async () => {
    const body = uploadOf('name,region\nStreamed,east\n', { recipe })
    const answer = await post('/api/import', body, 'sales', stream)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const events = eventsIn(await answer.text())
    expect(events.map(({ event, data }) => data.phase ?? event)).toEqual(['read', 'match', 'check', 'write', 'compute', 'done', 'answer']) // prettier-ignore
    expect(events.at(-1)?.data).toMatchObject({ counts: [{ created: 1 }], problem_count: 0 })
  })

  test('sends why it was refused', async () => {
    const body = uploadOf('name,region\nX,east\n', { recipe })
    const events = eventsIn(await (await post('/api/import?historical=true', body, 'sales', stream)).text()) // prettier-ignore
    expect(events).toMatchObject([{ event: 'problem', data: { status: 403, code: 'forbidden' } }])
  })
})

describe('templates', () => {
  const template = (query: string, as: 'sales' | 'finance' = 'sales', locale = 'zh') =>
    http().send(`/api/import/template?${query}`, { as, headers: { 'x-locale': locale } })

  test('have the headings of the language, and child rows with the key of their record', async () => {
    const answer = await template('resource=orders')
    const sheets = await readWorkbook(await answer.arrayBuffer())
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['订单', '明细', '填写说明'])
    expect(sheets[0]?.data[0]).toContain('客户')
    expect(sheets[1]?.data[0]).toEqual(['编号', '产品', '数量', '单价'])
  })

  test('leave out what the person may not see, and say what is allowed', async () => {
    const text = await (await template('resource=customers&format=csv', 'sales', 'en')).text()
    expect(text.split('\r\n')[0]).toBe('Name,Region,Note,Owner,Department,Confidentiality')
    const sheets = await readWorkbook(await (await template('resource=customers', 'sales', 'en')).arrayBuffer()) // prettier-ignore
    expect(sheets.at(-1)?.data[2]).toEqual(['Region', null, 'East, North', null])
  })

  test('are for those who may create records', async () => {
    expect((await template('resource=orders', 'finance')).status).toBe(403)
  })
})

describe('recipes that are kept', () => {
  test('are checked against the model', async () => {
    const wrong = { ...recipe, emit: [{ entity: 'custmers', from: 'customers', values: {} }] }
    const answer = await http().send('/api/import/recipes', { as: 'sales', body: { name: 'R', recipe: wrong } }) // prettier-ignore
    expect(answer.status).toBe(422)
    expect((await answer.json()).errors).toMatchObject({ 'recipe.emit.0.entity': expect.stringContaining('customers') }) // prettier-ignore
  })

  test('are seen by their owner, and by everybody when shared', async () => {
    await http().send('/api/import/recipes', { as: 'sales', body: { name: 'Mine', recipe } })
    await http().send('/api/import/recipes', { as: 'admin', body: { name: 'All', audience: 'everyone', recipe } }) // prettier-ignore
    const seen = async (as: 'sales' | 'other') =>
      (await (await http().send('/api/import/recipes', { as })).json()).map(
        ({ name, mine }: { name: string; mine: boolean }) => [name, mine],
      )
    expect(await seen('sales')).toEqual([['All', false], ['Mine', true]]) // prettier-ignore
    expect(await seen('other')).toEqual([['All', false]])
  })
})
