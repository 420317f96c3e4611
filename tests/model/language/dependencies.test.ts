import { describe, expect, test } from 'vitest'
import {
  affectedBy, asOfGap, cyclesOf, datedRollups, dependenciesOf, recomputeOrder, resourcesReadBy, storageOf,
} from '#model/language/dependencies.ts' // prettier-ignore
import type { Condition, Field } from '#model/language/definition.ts'
import { indexModel } from '#model/language/resources.ts'
import { fixtureIndex } from '../fixture-rows.ts'
import { fixtureModel } from '../fixture.ts'

const label = { zh: '值', en: 'Value' }

describe('how a field is kept', () => {
  test.each([
    ['orders', 'note', 'plain'],
    ['orders', 'region', 'plain'], // a copy
    ['orders', 'total', 'stored'],
    ['order_lines', 'amount', 'stored'],
    ['receivables', 'received_amount', 'stored'],
    ['receivables', 'balance', 'stored'],
    ['receivables', 'overdue_days', 'live'], // today()
    ['receivables', 'age_bucket', 'live'], // a band of a live value
    ['receivables', 'warning', 'live'],
    ['customers', 'outstanding', 'stored'],
    ['customers', 'credit_band', 'stored'],
    ['customers', 'overdue_days', 'live'], // a rollup of a live value
    ['customers', 'late_tasks', 'live'], // $now in its where
    ['customers', 'namesakes', 'live'], // rows matched by value
    ['specimens', 'f_param', 'live'],
    ['specimens', 'f_is_past', 'live'],
    ['specimens', 'f_live_nested', 'live'],
    ['specimens', 'f_nested', 'stored'],
  ] as const)('%s.%s is %s', (resource, field, expected) => {
    expect(storageOf(fixtureIndex, resource, field)).toBe(expected)
  })
})

describe('what a change reaches', () => {
  const reached = (resource: string, ...fields: string[]) =>
    affectedBy(fixtureIndex, resource, fields).map((each) => [
      `${each.resource}.${each.field}`,
      each.path,
    ])

  test('the row itself', () => {
    expect(reached('receivables', 'amount')).toEqual([['receivables.balance', []]])
  })
  test('the parent of a child row', () => {
    expect(reached('payment_allocations', 'amount')).toEqual([
      ['receivables.received_amount', [{ up: 'receivable_id', to: 'receivables' }]],
      ['payments.allocated', [{ up: 'payment_id', to: 'payments' }]],
    ])
  })
  test('the parents of child rows that look at this row', () => {
    const path = [
      { down: 'payment_allocations', by: 'payment_id' },
      { up: 'receivable_id', to: 'receivables' },
    ]
    expect(reached('payments', 'state')).toEqual([['receivables.received_amount', path]])
    expect(reached('payments', 'reversed_on')).toEqual([['receivables.received_amount', path]])
  })
  test('a child that moves: both parents through its reference', () => {
    expect(reached('payment_allocations', 'receivable_id')).toEqual([
      ['receivables.received_amount', [{ up: 'receivable_id', to: 'receivables' }]],
    ])
  })
  test('the rows that refer to this one, over two references', () => {
    expect(reached('employees', 'name')).toEqual([
      [
        'orders.heading',
        [
          { down: 'customers', by: 'owner_id' },
          { down: 'orders', by: 'customer_id' },
        ],
      ],
    ])
    expect(reached('customers', 'owner_id')).toEqual([
      ['orders.heading', [{ down: 'orders', by: 'customer_id' }]],
    ])
  })
  test('the lines of the orders of a customer', () => {
    expect(reached('customers', 'discount')).toEqual([
      [
        'order_lines.amount',
        [
          { down: 'orders', by: 'customer_id' },
          { down: 'order_lines', by: 'order_id' },
        ],
      ],
    ])
  })
  test('rows that a record_ref points at', () => {
    expect(reached('tasks', 'done')).toEqual([
      ['customers.open_tasks', [{ up: 'target', to: 'customers' }]],
    ])
  })
  test('down and up the same reference is the row itself', () => {
    expect(reached('specimens', 'x')).toContainEqual(['specimens.f_parts', []])
  })
  test('archiving a child row', () => {
    expect(affectedBy(fixtureIndex, 'parcels', 'delete')).toEqual([
      {
        resource: 'order_lines',
        field: 'shipped',
        path: [{ up: 'order_line_id', to: 'order_lines' }],
      },
    ])
  })
  test('a new row computes all of its own, even sums of nothing', () => {
    const own = affectedBy(fixtureIndex, 'customers', 'create').filter(
      ({ path }) => path.length === 0,
    )
    expect(own.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'order_count',
        'ordered',
        'outstanding',
        'credit_use',
        'credit_band',
        'open_tasks',
      ]),
    )
  })
  test('live values are never among them', () => {
    expect(reached('receivables', 'due_on')).toEqual([])
  })
  test('values come in the order in which they may be computed', () => {
    const names = affectedBy(fixtureIndex, 'order_lines', 'create').map(({ field }) => field)
    expect(names.indexOf('amount')).toBeLessThan(names.indexOf('total'))
    expect(names.indexOf('shipped')).toBeLessThan(names.indexOf('is_complete'))
  })
})

test('every stored value comes after what it reads', () => {
  const order = recomputeOrder(fixtureIndex).map(({ resource, field }) => `${resource}.${field}`)
  for (const [before, after] of [
    ['order_lines.amount', 'orders.total'],
    ['orders.total', 'customers.ordered'],
    ['receivables.received_amount', 'receivables.balance'],
    ['receivables.balance', 'customers.outstanding'],
    ['customers.outstanding', 'customers.credit_use'],
    ['customers.credit_use', 'customers.credit_band'],
  ] as const) {
    expect(order).toContain(before)
    expect(order.indexOf(before)).toBeLessThan(order.indexOf(after))
  }
  expect(new Set(order).size).toBe(order.length)
})

test('what a value reads is told apart by where it stands', () => {
  const { own, hops, children } = dependenciesOf(fixtureIndex, 'order_lines', 'amount')
  expect(own).toEqual(['quantity', 'unit_price', 'discount', 'order_id'])
  expect(hops).toEqual([
    { resource: 'orders', field: 'customer_id', path: [{ down: 'order_lines', by: 'order_id' }] },
    { resource: 'customers', field: 'discount', path: [{ down: 'orders', by: 'customer_id' }, { down: 'order_lines', by: 'order_id' }] },
  ])
  expect(children).toEqual([])
}) // prettier-ignore

describe('what conditions look at', () => {
  const seenBy = (resource: string, condition: Condition) =>
    [...(resourcesReadBy(fixtureIndex, resource, [condition]) ?? [])].toSorted()

  test('the fields of the row itself', () => {
    expect(seenBy('orders', { region: 'east' })).toEqual(['orders'])
  })
  test('what computed values are made of, live ones and those of other resources too', () => {
    expect(seenBy('customers', { outstanding: { $gt: 0 } })).toEqual(
      expect.arrayContaining(['customers', 'receivables']),
    )
    expect(seenBy('customers', { overdue_days: { $gt: 0 } })).toContain('receivables')
  })
  test('rows of another resource in $some', () => {
    const some = { of: 'receivables', by: 'customer_id', where: { balance: { $gt: 0 } } }
    expect(seenBy('customers', { $some: some })).toContain('receivables')
  })
})

describe('circles', () => {
  const withFields = (fields: Readonly<Record<string, Field>>) =>
    indexModel({
      ...fixtureModel,
      entities: fixtureModel.entities.map((each) =>
        each.name === 'orders' ? { ...each, fields: { ...each.fields, ...fields } } : each,
      ),
    })
  test('the fixture has none', () => {
    expect(cyclesOf(fixtureIndex)).toEqual([])
  })
  test('a formula that reads itself over another entity is found', () => {
    const index = withFields({ echo: { type: 'money', formula: 'customer.ordered', label } })
    expect(cyclesOf(index)).toEqual([])
    const closed = withFields({
      note: { type: 'text', formula: 'customer.last_note', label },
    })
    expect(cyclesOf(closed)).toEqual([
      ['customers.last_note', 'orders.note', 'customers.last_note'],
    ])
  })
  test('a circle of live values is found too', () => {
    const index = withFields({
      a: { type: 'integer', formula: 'b + month(today())', label },
      b: { type: 'integer', formula: 'a', label },
    })
    expect(cyclesOf(index)).toEqual([['orders.a', 'orders.b', 'orders.a']])
    expect(storageOf(index, 'orders', 'b')).toBe('live')
  })
})

describe('as of a date', () => {
  test.each([
    ['receivables', 'balance', null],
    ['receivables', 'overdue_days', null],
    ['orders', 'total', null], // own lines are part of the record
    ['orders', 'note', null],
    ['customers', 'order_count', 'customers.order_count'],
    ['customers', 'credit_band', 'customers.outstanding'],
    ['orders', 'is_complete', 'order_lines.shipped'],
  ])('%s.%s: %s', (resource, field, gap) => {
    expect(asOfGap(fixtureIndex, resource, field)).toBe(gap)
  })
  test('stored values that a new day may change are listed', () => {
    expect(datedRollups(fixtureIndex)).toEqual([
      { resource: 'receivables', field: 'received_amount', of: 'payment_allocations', by: 'receivable_id', dated: 'payment.received_on', until: 'payment.reversed_on' },
    ])
  }) // prettier-ignore
})
