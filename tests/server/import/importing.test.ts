import { describe, expect, test } from 'vitest'
import type { ImportAnswer, ImportRequest } from '../../../server/import/import-files.ts'
import { as, employee, refusal, useCharter, type Person } from '../../model/company.ts'

const charter = useCharter()
const rowsOf = async (table: string) =>
  charter.company().database.kysely.selectFrom(table).selectAll().execute()

const text = (name: string, body: string) => ({ name, bytes: new TextEncoder().encode(body) })
const run = (who: Person, recipe: object, body: string, more: Partial<ImportRequest> = {}) =>
  charter.company().service.importFiles(as(who), {
    recipe,
    files: [text('customers.csv', body)],
    ...more,
  })
const told = ({ problems }: ImportAnswer) =>
  problems.map(({ row, column, message }) => `${row}:${column} ${message.en}`)

const emission = {
  entity: 'customers',
  from: 'customers',
  values: {
    name: '=name',
    kind: '=kind',
    level: 'normal',
    industry: '=industry',
    region: '=region',
    source: 'self',
  },
}
const plain = { sources: { customers: {} }, emit: [{ ...emission, key: ['name'] }] }
const head = 'name,kind,industry,region\n'

describe('an ordinary import', () => {
  test('writes records under every rule, with defaults and numbers', async () => {
    const answer = await run(
      'seller',
      plain,
      `${head}甲公司,企业,机械,华东\n乙公司,Enterprise,机械,华北\n`,
    )
    expect(told(answer)).toEqual([])
    expect(answer.counts).toEqual([
      { resource: 'customers', rows: 2, created: 2, updated: 0, unchanged: 0, lines: {} },
    ])
    const rows = await charter.find('customers', { name: ['甲公司', '乙公司'] })
    expect(rows.map(({ kind, owner_id, state, invoice_title }) => [kind, owner_id, state, invoice_title]).sort()).toEqual([
      ['enterprise', employee('seller'), 'potential', '乙公司'],
      ['enterprise', employee('seller'), 'potential', '甲公司'],
    ]) // prettier-ignore
    expect(new Set(rows.map(({ code }) => code)).size).toBe(2)
    expect(rows.every(({ code }) => String(code).startsWith('KH'))).toBe(true)
  })

  test('finds what it has imported, and changes only what differs', async () => {
    const answer = await run(
      'seller',
      plain,
      `${head}甲公司,企业,机械,华东\n乙公司,企业,化工,华北\n丙公司,企业,化工,华北\n`,
    )
    expect(told(answer)).toEqual([])
    expect(answer.counts[0]).toMatchObject({ created: 1, updated: 1, unchanged: 1 })
    const [changed] = await charter.find('customers', { name: '乙公司' })
    expect(changed).toMatchObject({ industry: '化工', version: 2 })
  })

  test('lists every problem by row and column, and writes nothing', async () => {
    const before = (await rowsOf('customers')).length
    const answer = await run('seller', plain, `${head}丁公司,firm,机械,华东\n戊公司,企业,,华东\n丁公司,企业,机械,华东\n`) // prettier-ignore
    expect(told(answer)).toEqual([
      '2:kind must be one of enterprise, channel, individual, public (got "firm")',
      '3:industry is required',
      '4:name has the same key as row 2',
    ])
    expect(answer.id).toBeNull()
    expect(await rowsOf('customers')).toHaveLength(before)
  })

  test('on a dry run says what it would do and keeps nothing', async () => {
    const [before, counters] = [await rowsOf('customers'), await rowsOf('_counters')]
    const answer = await run('seller', plain, `${head}己公司,企业,机械,华东\n`, { dryRun: true })
    expect(answer).toMatchObject({ id: null, dry_run: true, problem_count: 0 })
    expect(answer.constants).toEqual([
      { resource: 'customers', field: 'level', value: 'normal' },
      { resource: 'customers', field: 'source', value: 'self' },
    ])
    expect(await rowsOf('customers')).toHaveLength(before.length)
    expect(await rowsOf('_counters')).toEqual(counters)
  })

  test('of what the person may not create is refused', async () => {
    expect(await refusal(run('clerk', plain, `${head}庚公司,企业,机械,华东\n`))).toMatchObject({
      code: 'forbidden',
    })
  })

  test('of orders takes defaults of the product, first child rows and totals', async () => {
    await charter.seed('products', {
      code: 'P-1', name: '轴承', category: '零件', kind: 'good', spec: '6204', unit: '件', tax_rate: 13,
      list_price: 12, floor_price: 8, unit_cost: 5, lead_time_days: 3,
    }) // prettier-ignore
    await run('seller', plain, `${head}子公司,企业,机械,华东\n`)
    const recipe = {
      sources: { orders: {} },
      emit: [
        {
          entity: 'orders',
          from: 'orders',
          distinct: ['no'],
          values: {
            customer_id: { lookup: 'customers', by: { name: '=customer' } },
            required_on: '=due',
            ship_to: '上海',
            lines: {
              rows: 'orders',
              on: { no: 'no' },
              values: {
                product_id: { lookup: 'products', by: { code: '=product' } },
                quantity: '=quantity',
              },
            },
          },
        },
      ],
    }
    const body =
      'no,customer,due,product,quantity\nA,子公司,2026-12-01,P-1,2\nA,子公司,2026-12-01,p-1,3\nB,子公司,2026-12-01,P-1,1\n'
    const answer = await run('seller', recipe, '', { files: [text('orders.csv', body)] })
    expect(told(answer)).toEqual([])
    const orders = await charter.find('orders', { 'customer.name': '子公司' })
    const [a] = orders.filter(({ amount }) => amount === 60)
    expect(a).toMatchObject({ state: 'received', received_on: '2026-11-02' })
    const whole = await charter.read('orders', { id: String(a?.id) })
    expect(whole.lines).toMatchObject([
      { quantity: 2, unit_price: 12, spec: '6204', unit: '件', tax_rate: 13, line_total: 24 },
      { quantity: 3, unit_price: 12, spec: '6204', unit: '件', tax_rate: 13, line_total: 36 },
    ])
    expect(whole.checks_total).toBeGreaterThan(0)
  })

  test('leaves a line in the book of imports and in the history', async () => {
    const answer = await run('seller', plain, `${head}辛公司,企业,机械,华东\n`)
    const book = await rowsOf('_imports')
    expect(book.find(({ id }) => id === answer.id)).toMatchObject({
      by: employee('seller'),
      state: 'done',
    })
    const [made] = await charter.find('customers', { name: '辛公司' })
    const changes = await rowsOf('_changes')
    expect(changes.filter(({ record }) => record === made?.id)).toMatchObject([
      { action: 'import', via: 'import', import_id: answer.id },
    ])
  })
})

describe('references', () => {
  const contacts = {
    sources: { contacts: {} },
    emit: [
      {
        entity: 'contacts',
        from: 'contacts',
        values: {
          name: '=name',
          customer_id: { lookup: 'customers', by: { name: '=customer' } },
        },
      },
    ],
  }

  test('are found by their business key, whatever its case; others are named', async () => {
    await run('seller', plain, `${head}Acme,企业,机械,华东\n`)
    const answer = await run('seller', contacts, 'name,customer\nAnn,ACME\nBob,Nobody\n')
    expect(told(answer)).toEqual(['3:customer none of customers has name = Nobody'])
  })

  test('that two records match are a problem', async () => {
    const twice = { ...plain, historical: true, emit: [emission] }
    await run('administrator', twice, `${head}Twin,企业,机械,华东\nTwin,企业,机械,华北\n`)
    const historical = { ...contacts, historical: true }
    const answer = await run('administrator', historical, 'name,customer\nAnn,Twin\n')
    expect(told(answer)).toEqual(['2:customer more than one of customers has name = Twin'])
  })

  test('to rows of the same file and in a circle are set', async () => {
    const recipe = {
      historical: true,
      sources: { people: {} },
      emit: [
        {
          entity: 'employees',
          from: 'people',
          values: {
            employee_no: '=no',
            name: '=name',
            supervisor_id: { lookup: 'employees', by: { employee_no: '=boss' } },
          },
        },
      ],
    }
    const answer = await run('administrator', recipe, 'no,name,boss\nX1,One,X2\nX2,Two,X1\nX3,Three,\n') // prettier-ignore
    expect(told(answer)).toEqual([])
    const people = await charter.find('employees', { employee_no: ['X1', 'X2', 'X3'] })
    const idOf = (no: string) => people.find((each) => each.employee_no === no)?.id
    expect(Object.fromEntries(people.map((each) => [each.employee_no, each.supervisor_id]))).toEqual({ X1: idOf('X2'), X2: idOf('X1'), X3: null }) // prettier-ignore
  })
})

describe('a recipe', () => {
  const with_ = (values: object, more: object = {}) => ({
    sources: { customers: {} },
    emit: [{ entity: 'customers', from: 'customers', values, ...more }],
  })

  test.each([
    [with_({ nmae: '=name' }), 'recipe recipe.emit.0.values.nmae: there is no "nmae"'],
    [with_({ name: '=name +' }), 'recipe recipe.emit.0.values.name:'],
    [with_({ name: '=nam' }), 'recipe.emit.0.values.name: there is no column "nam"'],
    [{ ...with_({}), sort: 1 }, 'recipe recipe.sort: is not known'],
    [with_({ name: { lookup: 'cities', by: {} } }), 'there is no "cities"'],
    [with_({ name: '=name' }, { key: ['code'] }), '"code" has no value in this recipe'],
  ])('that is wrong is told where: %j', async (recipe, message) => {
    const answer = await run('seller', recipe, `${head}A,企业,机械,华东\n`)
    expect(answer.problems.map(({ message: { en } }) => en).join('\n')).toContain(message)
  })

  test('names the files that are missing', async () => {
    const recipe = { ...with_({ name: '=name' }), sources: { customers: { file: 'c.csv' }, more: { file: 'm.csv' } } } // prettier-ignore
    const answer = await run('seller', recipe, head)
    expect(answer.problems.map(({ message: { en } }) => en)).toEqual([
      'the file "c.csv" is missing',
      'the file "m.csv" is missing',
    ])
  })

  test('translates codes and names those it does not know', async () => {
    const recipe = with_({ name: '=name', kind: { codes: { E: 'enterprise' }, of: '=kind' } })
    const answer = await run('administrator', { ...recipe, historical: true }, `${head}A1,E,,\nA2,X,,\n`) // prettier-ignore
    expect(told(answer)).toEqual(['3:kind "X" is not among the codes E'])
  })

  test('that makes one record of several rows refuses rows that disagree', async () => {
    const recipe = with_({ name: '=name', region: '=region' }, { distinct: ['name'] })
    const answer = await run('administrator', { ...recipe, historical: true }, `${head}Same,,,East\nSame,,,West\n`) // prettier-ignore
    expect(told(answer)).toEqual(['3:region differs from what row 2 gives'])
  })

  test('that joins files names rows without a partner', async () => {
    const recipe = {
      historical: true,
      sources: {
        customers: { join: { area: { source: 'areas', on: { id: 'region' } } } },
        areas: {},
      },
      emit: [
        { entity: 'customers', from: 'customers', values: { name: '=name', region: '=area.name' } },
      ],
    }
    const files = [text('customers.csv', `${head}J1,,,1\nJ2,,,9\n`), text('areas.csv', 'id,name\n1,East\n')] // prettier-ignore
    const answer = await run('administrator', recipe, '', { files })
    expect(told(answer)).toEqual(['3:region has no row in "areas"'])
  })
})

describe('a historical import', () => {
  const invoices = {
    historical: true,
    sources: {
      invoices: {
        columns: { due: { type: 'date', format: 'M/D/YYYY' }, paid: { type: 'date', format: 'M/D/YYYY' } }, // prettier-ignore
      },
    },
    emit: [
      { entity: 'customers', from: 'invoices', distinct: ['customer'], key: ['code'], values: { code: '=customer', name: '=customer' } },
      {
        entity: 'receivables',
        from: 'invoices',
        key: ['code'],
        values: {
          code: '=no',
          name: '=no',
          customer_id: { lookup: 'customers', by: { code: '=customer' } },
          amount: '=amount',
          recognised_on: '=due',
          due_on: '=due',
          state: 'settled',
        },
      },
      {
        entity: 'payments',
        from: 'invoices',
        key: ['code'],
        values: {
          code: '=no',
          customer_id: { lookup: 'customers', by: { code: '=customer' } },
          received_on: '=paid',
          amount: '=received',
          state: 'confirmed',
          allocations: {
            rows: '.',
            values: { receivable_id: { lookup: 'receivables', by: { code: '=no' } }, amount: '=received' },
          },
        },
      },
    ],
  } // prettier-ignore
  const columns = 'no,customer,amount,received,due,paid\n'

  test('is for administrators', async () => {
    expect(await refusal(run('seller', invoices, columns))).toMatchObject({ code: 'forbidden' })
  })

  test('keeps numbers, states and dates as given, counts gaps, and moves nothing', async () => {
    const counters = await rowsOf('_counters')
    const answer = await run('administrator', invoices, `${columns}H1,HC,100,100,3/1/2013,3/9/2013\n`) // prettier-ignore
    expect(told(answer)).toEqual([])
    const [receivable] = await charter.find('receivables', { code: 'H1' })
    expect(receivable).toMatchObject({ state: 'settled', received_amount: 100, balance: 0, settled_on: '2013-03-09', days_to_settle: 8, owner_id: null }) // prettier-ignore
    expect(answer.gaps).toContainEqual(
      expect.objectContaining({ resource: 'receivables', field: 'contract_id', kind: 'required', count: 1 }),
    ) // prettier-ignore
    expect(await rowsOf('_counters')).toEqual(counters)
    const raw = (await rowsOf('receivables')).find(({ code }) => code === 'H1')
    expect(raw).toMatchObject({ _historical: true, _import_id: answer.id })
    const events = (await rowsOf('_state_events')).filter(({ record }) => record === receivable?.id)
    expect(events).toMatchObject([{ on_day: '2013-03-01', to_state: 'settled' }])
    expect((await rowsOf('notifications')).length).toBe(0)
  })

  test('holds arithmetic: more than is owed may not be allocated', async () => {
    const answer = await run('administrator', invoices, `${columns}H2,HC,100,150,3/1/2013,3/9/2013\n`) // prettier-ignore
    expect(told(answer)).toContain('2:received An allocation may not exceed the balance')
    expect(await charter.find('receivables', { code: 'H2' })).toEqual([])
  })

  test('holds types, bounds and dates', async () => {
    const answer = await run('administrator', invoices, `${columns}H3,HC,-5,1,13/1/2013,3/9/2013\n`) // prettier-ignore
    expect(told(answer)).toEqual([
      '2:due "13/1/2013" is not a date (M/D/YYYY)',
      '2:amount must be at least 0.01 (got -5)',
    ])
  })

  test('changes what it finds by key and says so in its history', async () => {
    await run('administrator', invoices, `${columns}H4,HC,100,100,3/1/2013,3/9/2013\n`)
    const again = await run('administrator', invoices, `${columns}H4,HC,120,100,3/1/2013,3/9/2013\n`) // prettier-ignore
    expect(told(again)).toEqual([])
    expect(again.counts.map(({ created, updated, unchanged }) => [created, updated, unchanged])).toEqual([[0, 0, 1], [0, 1, 0], [0, 0, 1]]) // prettier-ignore
    const [receivable] = await charter.find('receivables', { code: 'H4' })
    expect(receivable).toMatchObject({ amount: 120, balance: 20, version: 2 })
    const changes = (await rowsOf('_changes')).filter(({ record }) => record === receivable?.id)
    expect(changes.at(-1)).toMatchObject({ action: 'import', diff: { amount: [100, 120] }, import_id: again.id }) // prettier-ignore
  })
})
