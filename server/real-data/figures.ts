import type { AggregateQuery } from '#model/language/definition.ts'

/** A figure that is known of the real data, and the field of an answer of the API that must equal it. */
export type Figure = {
  readonly name: string
  readonly resource: string
  readonly query: AggregateQuery
  /** Row of the answer that holds it: by key, or by place. */
  readonly row: string | number
  readonly field: string
  /** As it is known: with its separators and decimals. A row that is named too stands before it: `1998-04 123,798.68`. */
  readonly known: string
}

type Sales = Omit<Figure, 'resource' | 'field' | 'query'> & { readonly query?: Partial<AggregateQuery>; readonly field?: string } // prettier-ignore

const sales = ({ query, field = 'sales', ...rest }: Sales): Figure => ({
  resource: 'order_lines',
  query: { measures: [field], ...query },
  field,
  ...rest,
})

const byYear = { by: [{ time: 'order.released_on', grain: 'year' }] } as const
const byMonth = { by: [{ time: 'order.released_on', grain: 'month' }] } as const
/** The last month of the data ends on its sixth day. */
const fullMonths = { from: '1996-07-01', to: '1998-04-30' } as const

const categories: readonly (readonly [string, string])[] = [
  ['Beverages', '267,868.18'],
  ['Dairy Products', '234,507.29'],
  ['Confections', '167,357.23'],
  ['Meat/Poultry', '163,022.36'],
  ['Seafood', '131,261.74'],
  ['Condiments', '106,047.09'],
  ['Produce', '99,984.58'],
  ['Grains/Cereals', '95,744.59'],
]
const customers: readonly (readonly [code: string, name: string, net: string])[] = [
  ['QUICK', 'QUICK-Stop', '110,277.31'],
  ['ERNSH', 'Ernst Handel', '104,874.98'],
  ['SAVEA', 'Save-a-lot Markets', '104,361.95'],
  ['RATTC', 'Rattlesnake Canyon Grocery', '51,097.80'],
  ['HUNGO', 'Hungry Owl All-Night Grocers', '49,979.91'],
]
const employees: readonly (readonly [string, string])[] = [
  ['4', '232,890.85'],
  ['3', '202,812.84'],
  ['1', '192,107.60'],
  ['2', '166,537.76'],
  ['8', '126,862.28'],
  ['7', '124,568.24'],
  ['9', '77,308.07'],
  ['6', '73,913.13'],
  ['5', '68,792.28'],
]

/** What is known of Northwind, in the order of the table that states it. */
export const northwindFigures: readonly Figure[] = [
  sales({ name: 'gross sales', field: 'gross', row: 0, known: '1,354,458.59' }),
  sales({ name: 'net sales', row: 0, known: '1,265,793.04' }),
  sales({ name: 'net 1996', query: byYear, row: '1996', known: '208,083.97' }),
  sales({ name: 'net 1997', query: byYear, row: '1997', known: '617,085.20' }),
  sales({ name: 'net 1998', query: byYear, row: '1998', known: '440,623.87' }),
  sales({
    name: 'best month',
    query: { ...byMonth, sort: [['sales', 'desc']], limit: 1 },
    row: 0,
    known: '1998-04 123,798.68',
  }),
  sales({
    name: 'worst full month',
    query: { ...byMonth, range: fullMonths, sort: [['sales', 'asc']], limit: 1 },
    row: 0,
    known: '1996-08 25,485.28',
  }),
  sales({ name: 'net 1998-05 (partial)', query: byMonth, row: '1998-05', known: '18,333.63' }),
  ...categories.map(([category, known]) =>
    sales({ name: `net of ${category}`, query: { by: ['category'] }, row: category, known }),
  ),
  ...customers.map(([code, customer, net], i) =>
    sales({
      name: `top customer ${i + 1} (${code})`,
      query: { by: ['customer'], sort: [['sales', 'desc']], limit: 5 },
      row: i,
      known: `${customer} ${net}`,
    }),
  ),
  ...employees.map(([number, known]) =>
    sales({
      name: `net of employee ${number}`,
      query: { filter: { 'order.owner.employee_no': number } },
      row: 0,
      known,
    }),
  ),
  ...(
    [
      ['orders', '830'],
      ['shipped_late', '37'],
      ['not_shipped', '21'],
    ] as const
  ).map(([field, known]) => ({
    name: field.replace('_', ' '),
    resource: 'orders',
    query: { measures: [field] },
    row: 0,
    field,
    known,
  })),
]

/** `as of` day: open count and balance, then balance and count of what is not due and of 1-30 days. */
const balances: readonly (readonly [string, readonly [string, string, string, string, string, string]])[] = [
  ['2012-12-31', ['99', '5,725.06', '4,936.32', '86', '788.74', '13']],
  ['2013-06-30', ['84', '5,119.85', '4,284.29', '72', '835.56', '12']],
  ['2013-12-02', ['83', '4,930.10', '4,422.79', '76', '507.31', '7']],
] // prettier-ignore

const receivable = (name: string, field: string, known: string): Figure => ({
  name,
  resource: 'receivables',
  query: { measures: [field] },
  row: 0,
  field,
  known,
})

const asOf = (
  day: string,
  [count, sum, notDue, notDueCount, late, lateCount]: (typeof balances)[number][1],
): readonly Figure[] => {
  const measures = ['balance', 'open_count']
  const figure = (name: string, row: string | number, field: string, known: string): Figure => ({
    name: `${day} ${name}`,
    resource: 'receivables',
    query: { measures, asOf: day, ...(row !== 0 && { by: ['age_bucket'] }) },
    row,
    field,
    known,
  })
  return [
    figure('open', 0, 'open_count', count),
    figure('balance', 0, 'balance', sum),
    figure('not due', 'not_due', 'balance', notDue),
    figure('not due, count', 'not_due', 'open_count', notDueCount),
    figure('1-30 days', 'd1_30', 'balance', late),
    figure('1-30 days, count', 'd1_30', 'open_count', lateCount),
  ]
}

/** What is known of the receivables sample. */
export const receivablesFigures: readonly Figure[] = [
  {
    name: 'invoiced in all',
    resource: 'receivable_invoices',
    query: { measures: ['invoiced'] },
    row: 0,
    field: 'invoiced',
    known: '147,703.18',
  },
  receivable('invoices settled', 'settled', '2,466'),
  receivable('invoices settled late', 'settled_late', '877'),
  receivable('invoices settled late, percent', 'settled_late_rate', '35.56'),
  receivable('mean days to settle', 'days_to_settle', '26.445'),
  ...balances.flatMap(([day, figures]) => asOf(day, figures)),
]
