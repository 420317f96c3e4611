import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { checkModel } from '#model/language/check.ts'
import type { Entity, Model } from '#model/language/definition.ts'
import { makeEntity } from '../../../server/scaffold/entity.ts'
import { fieldOf, labelOf } from '../../../server/scaffold/fields.ts'
import { entitySource, indexWith } from '../../../server/scaffold/source.ts'
import { routeTable } from '../../../server/routes/table.ts'
import { httpModel } from '../http-model.ts'

const entities = ['customers', 'products']
const asked = (name: string, ...fields: readonly string[]): Entity =>
  makeEntity(model, {
    name,
    module: 'service',
    label: labelOf('质保索赔/Warranty claims', name),
    fields: fields.map((text) => fieldOf(text, entities)),
  })
const errorsWith = (entity: Entity, into: Model = model) =>
  checkModel({ ...into, entities: [...into.entities, entity] }).filter(
    ({ path }) => path.startsWith(entity.name) && path !== `${entity.name}.clauses`,
  )

describe('a field of the command line', () => {
  test.each([
    ['name', 'name', { type: 'text', label: { zh: 'Name', en: 'Name' } }],
    ['amount:money!=索赔金额/Amount', 'amount', { type: 'money', required: true, label: { zh: '索赔金额', en: 'Amount' } }],
    ['customer:reference:customers=客户/Customer', 'customer_id', { type: 'reference', to: 'customers', label: { zh: '客户', en: 'Customer' } }],
    ['product_ids:references:products', 'product_ids', { type: 'references', to: 'products', label: { zh: 'Product', en: 'Product' } }],
    ['cause:enum:wear,bad_part', 'cause', { type: 'enum', label: { zh: 'Cause', en: 'Cause' }, options: { wear: { zh: 'Wear', en: 'Wear' }, bad_part: { zh: 'Bad part', en: 'Bad part' } } }],
  ])('%s is understood', (text, name, field) => {
    expect(fieldOf(text, entities)).toEqual({ name, field })
  }) // prettier-ignore

  test.each([
    ['Amount', 'must be name:type'],
    ['amount:cash', '"cash" is not one of text, longtext'],
    ['rows:lines', 'lines and pointers to any record are written in the file'],
    ['customer:reference:custmers', '"custmers" is no entity; known are customers, products'],
    ['cause:enum', 'a choice needs its options: cause:enum:low,high'],
    ['amount:money:7', 'money takes nothing after a colon ("7")'],
  ])('%s is refused with what is allowed', (text, sentence) => {
    expect(() => fieldOf(text, entities)).toThrow(sentence)
  })
})

describe('a definition to begin with', () => {
  const claims = asked('warranty_claims', 'customer:reference:customers!', 'amount:money!', 'cause:enum:wear,transport', 'claimed_on:date!') // prettier-ignore

  test('fits into the model without an error, with and without fields of its own', () => {
    expect(errorsWith(claims)).toEqual([])
    expect(errorsWith(asked('warranty_claims'))).toEqual([])
    expect(errorsWith(makeEntity(httpModel, { name: 'claims', module: 'm', label: labelOf(undefined, 'claims'), fields: [] }), httpModel)).toEqual([]) // prettier-ignore
  })

  test('is numbered by letters that nobody else has', () => {
    expect(claims.fields['code']).toMatchObject({ pattern: 'WC-{yyyymm}-{seq4}' })
    expect(asked('held_tasks').fields['code']).toMatchObject({ pattern: 'HETA-{yyyymm}-{seq4}' })
  })

  test('gives rights to those above, to heads, and to whoever works in its module', () => {
    expect(Object.keys(claims.access)).toEqual(['executive', 'dept_manager', 'service', 'admin'])
    expect(claims.access['service']).toMatchObject({ create: true, read: 'own' })
  })

  test('can be counted, summed and split on a dashboard', () => {
    expect(claims.analytics).toMatchObject({
      time: 'claimed_on',
      measures: { count: { agg: 'count' }, amount: { agg: 'sum', field: 'amount' } },
      dimensions: { customer: { field: 'customer_id' }, cause: { field: 'cause' } },
    })
  })

  test('is written as a file that says the same', async () => {
    const text = entitySource(claims)
      .replace(/^import .*$/gm, '')
      .replace('export const warrantyClaims = entity(', 'return (')
    const words = (zh: string, en: string) => ({ zh, en })
    expect(new Function('words', text)(words)).toEqual(claims)
    expect(text).toContain('label: words("质保索赔", "Warranty claims")')
  })

  test('cannot take a name under which the API has something else', () => {
    const firsts = new Set(routeTable.map(({ path }) => path.split('/')[2] ?? ''))
    const names = [...firsts].filter((name) => /^[a-z_]+$/.test(name))
    expect(names).toContain('session')
    const free = names.filter((name) => errorsWith({ ...claims, name }, httpModel).every(({ code }) => code !== 'M003')) // prettier-ignore
    expect(free).toEqual([])
  })
})

test('the index gets the import in its place and the entity after the others of its module', () => {
  const index = [
    "import { customers } from './entities/customers/customers.ts'",
    "import { visits } from './entities/customers/visits.ts'",
    "import { complaints } from './entities/service/complaints.ts'",
    '',
    'const entities: readonly Entity[] = [',
    '  customers,',
    '  visits,',
    '  complaints,',
    ']',
  ].join('\n')
  const known = model.entities.filter(({ name }) => ['customers', 'visits', 'complaints'].includes(name)) // prettier-ignore
  const order = model.modules.map(({ key }) => key)
  const claims = { ...asked('warranty_claims'), module: 'customers' }
  expect(indexWith(index, claims, known, order).split('\n')).toEqual([
    "import { customers } from './entities/customers/customers.ts'",
    "import { visits } from './entities/customers/visits.ts'",
    "import { warrantyClaims } from './entities/customers/warranty_claims.ts'",
    "import { complaints } from './entities/service/complaints.ts'",
    '',
    'const entities: readonly Entity[] = [',
    '  customers,',
    '  visits,',
    '  warrantyClaims,',
    '  complaints,',
    ']',
  ])
  const market = indexWith(index, { ...claims, module: 'market' }, known, order).split('\n')
  expect(market.indexOf('  warrantyClaims,')).toBe(market.indexOf('  customers,') - 1)
})
