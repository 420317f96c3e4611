import { describe, expect, expectTypeOf, test } from 'vitest'
import { model } from '#model/index.ts'
import { entity, type RecordOf } from '#model/language/definition.ts'
import type { orders } from './shop.ts'
import { shop } from './shop.ts'

type Order = RecordOf<typeof orders>
const label = { zh: '字', en: 'Word' }
const common = { module: 'M0', tier: 'core', clauses: [], title: '{name}', access: {} } as const

describe('the record type of a definition', () => {
  test('has what is required, and may lack the rest', () => {
    expectTypeOf<Order['customer']>().toEqualTypeOf<string>()
    expectTypeOf<Order['code']>().toEqualTypeOf<string>()
    expectTypeOf<Order['promised_on']>().toEqualTypeOf<string | null | undefined>()
    expectTypeOf<Order['amount']>().toEqualTypeOf<number | null | undefined>()
    expectTypeOf<Order['version']>().toEqualTypeOf<number>()
  })
  test('knows the options of a choice and the states of the workflow', () => {
    expectTypeOf<Order['kind']>().toEqualTypeOf<'goods' | 'service'>()
    expectTypeOf<Order['state']>().toEqualTypeOf<'draft' | 'review' | 'released' | 'closed'>()
  })
  test('knows the fields of lines and the values of references', () => {
    expectTypeOf<Order['lines'][number]['quantity']>().toEqualTypeOf<number>()
    expectTypeOf<Order['lines'][number]['batch']>().toEqualTypeOf<string | null | undefined>()
    expectTypeOf<Order['lines'][number]['id']>().toEqualTypeOf<string>()
    expectTypeOf<Order['helper_ids']>().toEqualTypeOf<readonly string[] | null | undefined>()
  })
  test('refuses what no record can be', () => {
    // @ts-expect-error not an option of the choice
    const kind: Order['kind'] = 'rent'
    // @ts-expect-error a required field is absent
    const order: Order = {
      id: '1',
      version: 1,
      code: 'x',
      kind: 'goods',
      lines: [],
      state: 'draft',
    }
    expect([kind, order.id]).toEqual(['rent', '1'])
  })
})

describe('a definition', () => {
  test('is returned unchanged', () => {
    const given = { ...common, name: 'boxes', label, fields: { name: { type: 'text', label } } } as const
    expect(entity(given)).toBe(given)
  }) // prettier-ignore
  test('does not compile with a state that is not there', () => {
    const boxes = entity({
      ...common,
      name: 'boxes',
      label,
      fields: {},
      workflow: {
        states: { open: label },
        // @ts-expect-error no such state
        transitions: { close: { from: ['open'], to: 'closed', by: [], label } },
      },
    })
    expect(boxes.name).toBe('boxes')
  })
  test('does not compile with a text in one language or a type that is none', () => {
    // @ts-expect-error English is missing
    entity({ ...common, name: 'boxes', label, fields: { name: { type: 'text', label: { zh: '字' } } } })
    // @ts-expect-error no such type
    entity({ ...common, name: 'boxes', label, fields: { name: { type: 'string', label } } })
    expect(shop.entities).toHaveLength(4)
  }) // prettier-ignore
})

describe.each([...shop.entities, ...model.entities].map((each) => [each.name, each] as const))(
  '%s',
  (_, definition) => {
    test('survives a JSON round trip', () => {
      expect(JSON.parse(JSON.stringify(definition))).toEqual(definition)
      expect(JSON.stringify(JSON.parse(JSON.stringify(definition)))).toBe(
        JSON.stringify(definition),
      )
    })
  },
)

test.each(['parameters', 'roles', 'modules', 'clauses', 'metrics', 'dashboards'] as const)(
  'the %s of the model survive a JSON round trip',
  (key) => {
    expect(JSON.parse(JSON.stringify(model[key]))).toEqual(model[key])
  },
)
