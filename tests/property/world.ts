import type { Context } from '#model/language/context.ts'
import type { Entity, Field, Rollup } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import { storageOf } from '#model/language/dependencies.ts'
import { departments, employees, entityOf, indexOf, label } from '../server/sql/model.ts'
import type { Draw } from './draw.ts'
import { formulaOf, reachOf, smallNumber, type Reach } from './formulas.ts'
import { predicateOf } from './predicates.ts'
import { day, instant, valueOf, zones } from './values.ts'

export type WorldRow = Readonly<Record<string, unknown>> & { readonly id: string }

/** A generated model with its rows, and the clock and viewer of its questions. */
export type World = {
  readonly index: ModelIndex
  readonly rows: ReadonlyMap<string, readonly WorldRow[]>
  readonly ctx: Context
}

type Fields = Record<string, Field>

const options = { a: label('a'), b: label('b'), c: label('c') }
const words = label('x')

/** The types of plain fields, each as a maker. */
const plainFields: readonly ((draw: Draw) => Field)[] = [
  () => ({ type: 'text', label: words, search: true }),
  () => ({ type: 'longtext', label: words }),
  () => ({ type: 'integer', label: words }),
  (draw) => ({ type: 'decimal', label: words, scale: draw.int(1, 6) }),
  () => ({ type: 'money', label: words }),
  () => ({ type: 'money', scale: 4, label: words }),
  () => ({ type: 'percent', label: words }),
  () => ({ type: 'date', label: words }),
  () => ({ type: 'date', label: words }),
  () => ({ type: 'datetime', label: words }),
  () => ({ type: 'boolean', label: words }),
  () => ({ type: 'enum', options, label: words }),
  () => ({ type: 'enum', many: true, options, label: words }),
  () => ({ type: 'tags', label: words }),
  () => ({ type: 'attachments', label: words }),
]

const drawFields = (draw: Draw, count: number): Fields => {
  const fields: Fields = {}
  for (let i = 0; i < count; i++) {
    const field = draw.pick(plainFields)(draw)
    fields[`${field.type}_${i}`] = field
  }
  return fields
}

/** Some plain fields are known only from a date of their row on. */
const dateSome = (draw: Draw, fields: Fields): Fields => {
  const dates = Object.keys(fields).filter((name) => fields[name]?.type === 'date')
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      dates.length > 0 && draw.chance(15) ? { ...field, dated: draw.pick(dates) } : field,
    ]),
  )
}

const computedFrom = (draw: Draw, reach: Reach): Field => {
  const kind = draw.pick(['number', 'number', 'text', 'date', 'boolean'] as const)
  if (kind !== 'number')
    return { type: kind, label: words, formula: formulaOf(draw, reach, kind, 2) }
  const type = draw.pick(['integer', 'decimal', 'money', 'percent'] as const)
  return { type, label: words, formula: smallNumber(draw, reach) }
}

const bandFrom = (draw: Draw, reach: Reach): Field => ({
  type: 'enum',
  options,
  label: words,
  band: {
    of: draw.pick([...reach.number, '1']),
    keys: draw.pick([
      [{ key: 'a', to: 0 }, { key: 'b', to: 10.5 }, { key: 'c' }],
      [{ key: 'a', from: 100 }, { key: 'b', from: "param('grace')" }],
      [{ key: 'c', from: -5, to: 5 }],
    ]),
  },
}) // prettier-ignore

const operations: readonly ((draw: Draw, reach: Reach) => Partial<Rollup>)[] = [
  () => ({ count: true }),
  (draw, reach) => ({ sum: draw.pick([...reach.number, '1']) }),
  (draw, reach) => ({ sum: smallNumber(draw, reach) }),
  (draw, reach) => ({ avg: draw.pick([...reach.number, '1']) }),
  (draw, reach) => ({ avg: smallNumber(draw, reach), weight: draw.pick([...reach.number, '2']) }),
  (draw, reach) => ({ min: draw.pick([...reach.number, '1']) }),
  (draw, reach) => ({ max: draw.pick([...reach.number, '1']) }),
]

const dateWindow = (draw: Draw, reach: Reach, percent: number): Partial<Rollup> => {
  const dates = [...reach.date, ...reach.datetime]
  if (dates.length === 0 || !draw.chance(percent)) return {}
  return { dated: draw.pick(dates), ...(draw.chance(50) && { until: draw.pick(dates) }) }
}

/** Draws a rollup field of rows that point here, of any operation. */
export const rollupField = (draw: Draw, index: ModelIndex, of: string, by: string): Field => {
  const reach = reachOf(index, of, hopsOf(of), (field, name) => !name.includes('created') && isEasy(field))
  const where = draw.chance(60) ? { where: predicateOf(draw, index, of, 2) } : {}
  const base = { of, by, ...where, ...dateWindow(draw, reach, 50) }
  const texts = [...reach.text, ...reach.date]
  const other = draw.int(1, 10)
  if (other === 1) return { type: 'boolean', label: words, rollup: { ...base, any: predicateOf(draw, index, of, 1) } }
  if (other === 2) return { type: 'boolean', label: words, rollup: { ...base, every: formulaOf(draw, reach, 'boolean', 1) } }
  if (other === 3 && reach.date.length > 0) return { type: 'date', label: words, rollup: { ...base, [draw.pick(['min', 'max'])]: draw.pick(reach.date) } }
  if (other === 4 && reach.text.length > 0) return { type: 'text', label: words, rollup: { ...base, [draw.pick(['min', 'max'])]: draw.pick(reach.text) } }
  if (other === 5 && reach.text.length > 0) return { type: 'text', label: words, rollup: { ...base, last: draw.pick(reach.text), ...(draw.chance(70) && { order: draw.pick([...texts, ...reach.number]) }) } }
  return { type: 'decimal', scale: 4, label: words, rollup: { ...base, ...draw.pick(operations)(draw, reach) } }
} // prettier-ignore

const isEasy = (field: Field): boolean => field.type !== 'lines' && !field.secret

export const hopsOf = (resource: string): readonly string[] =>
  ({ alphas: ['up', 'gamma'], betas: ['alpha', 'alpha.gamma'], alpha_lines: ['alpha', 'gamma'], gammas: [] })[resource] ?? [] // prettier-ignore

const states = { s1: label('s1'), s2: label('s2'), s3: label('s3') }
const workflow = { states, transitions: {} }

/** The children of alphas, and the field by which each points there. */
export const childrenOfAlphas = [
  ['betas', 'alpha_id'],
  ['betas', 'alpha_ids'],
  ['betas', 'target'],
  ['alpha_lines', 'alpha_id'],
  ['alphas', 'up_id'],
] as const

const addComputed = (draw: Draw, entities: readonly Entity[], name: string, make: (index: ModelIndex) => Fields): readonly Entity[] => {
  const index = indexOf(entities)
  return entities.map((each) => (each.name === name ? { ...each, fields: { ...each.fields, ...make(index) } } : each))
} // prettier-ignore

const plainEntities = (draw: Draw): readonly Entity[] => {
  const to = (resource: string): Field => ({ type: 'reference', to: resource, label: words })
  const lineFields = { ...drawFields(draw, 4), gamma_id: to('gammas') }
  const alphas = {
    ...dateSome(draw, drawFields(draw, 8)),
    up_id: to('alphas'),
    gamma_id: to('gammas'),
    rows: { type: 'lines', table: 'alpha_lines', label: words, fields: lineFields } as Field,
  }
  const betas = {
    ...dateSome(draw, drawFields(draw, 8)),
    date_x: { type: 'date', label: words } as Field,
    date_y: { type: 'date', label: words } as Field,
    alpha_id: to('alphas'),
    alpha_ids: { type: 'references', to: 'alphas', label: words } as Field,
    target: { type: 'record_ref', to: ['alphas', 'gammas'], label: words } as Field,
  } // prettier-ignore
  return [
    employees,
    departments,
    entityOf('gammas', drawFields(draw, 5), { title: '{text_0}' }),
    entityOf('alphas', alphas, { workflow, title: '{text_0} {serial_1}' }),
    entityOf('betas', betas, { workflow, ...(draw.chance(60) && { exists_from: 'date_x' }) }),
  ]
}

/** Draws definitions: plain fields first, then values computed from them, then values computed from those. */
const drawModel = (draw: Draw): ModelIndex => {
  const local = (field: Field, name: string) =>
    isEasy(field) && !/created|updated|version/.test(name)
  let entities = plainEntities(draw)
  entities = addComputed(draw, entities, 'gammas', (index) => ({
    g_formula: computedFrom(draw, reachOf(index, 'gammas', [], local)),
  }))
  entities = addComputed(draw, entities, 'betas', (index) => {
    const reach = reachOf(index, 'betas', ['alpha', 'alpha.gamma'], local)
    return { b_formula: computedFrom(draw, reach), b_other: computedFrom(draw, reach), b_band: bandFrom(draw, reach) }
  })
  entities = addComputed(draw, entities, 'alphas', (index) => ({
    a_betas: rollupField(draw, index, 'betas', 'alpha_id'),
    a_lines: rollupField(draw, index, 'alpha_lines', 'alpha_id'),
    a_other: rollupField(draw, index, 'betas', draw.pick(['alpha_ids', 'target'])),
  }))
  entities = addComputed(draw, entities, 'alphas', (index) => {
    const reach = reachOf(index, 'alphas', ['gamma'], local)
    return { a_formula: computedFrom(draw, reach), a_band: bandFrom(draw, reach) }
  })
  return indexOf(entities)
} // prettier-ignore

const counts = { employees: 4, departments: 3, gammas: 6, alphas: 24, betas: 50, alpha_lines: 40 }
type Counted = keyof typeof counts

const rowOf = (draw: Draw, index: ModelIndex, resource: Counted, id: string, ids: Record<Counted, string[]>): WorldRow => {
  const fields = index.resources.get(resource)?.fields ?? {}
  const values = Object.entries(fields).flatMap(([name, field]) =>
    storageOf(index, resource, name) === 'plain' && field.type !== 'lines' ? [[name, valueOf(draw, field, ids)]] : [],
  )
  const common = resource === 'alpha_lines' ? { position: draw.int(0, 9) } : { version: 1, archived: draw.chance(12), created_at: instant(draw) }
  return { ...Object.fromEntries(values), ...common, id }
} // prettier-ignore

const stateEvents = (draw: Draw, ids: Record<Counted, string[]>, next = { id: 0 }): readonly WorldRow[] =>
  (['alphas', 'betas'] as const).flatMap((resource) =>
    ids[resource].flatMap((record) =>
      Array.from({ length: draw.int(0, 3) }, () => {
        const on = day(draw)
        const to_state = draw.pick(['s1', 's2', 's3'])
        return { id: `00000009-0000-7000-8000-${String((next.id += 1)).padStart(12, '0')}`, resource, record, on_day: on, at: `${on}T0${draw.int(0, 9)}:00:00.000Z`, to_state }
      }),
    ),
  ) // prettier-ignore

const parameters: Readonly<Record<string, unknown>> = {
  rate: 12.5,
  grace: 3,
  table: { a: 1, b: 2.5, 张三: 7 },
  list: ['a', 'b', '张三'],
  lists: { a: ['b', '张三'], 张三: ['a'] },
}

/** Reads a parameter as the product does: a key of a map, membership in a list. */
const param = (key: string, sub?: string): unknown => {
  const value = parameters[key] ?? null
  if (sub === undefined) return value
  if (Array.isArray(value)) return value.includes(sub)
  return Object.entries(Object(value)).find(([name]) => name === sub)?.[1] ?? null
}

const contextOf = (draw: Draw, ids: Record<Counted, string[]>): Context => {
  const today = day(draw)
  return {
    now: `${today}T0${draw.int(0, 9)}:30:00.000Z`,
    today,
    zone: draw.pick(zones),
    me: draw.pick(ids.employees),
    roles: ['a', 'b'],
    departments: draw.some(ids.departments, 2),
    param,
    ...(draw.chance(45) && { asOf: today }),
  }
}

/** Draws a whole world. */
export const drawWorld = (draw: Draw): World => {
  const index = drawModel(draw)
  const ids = Object.fromEntries(
    Object.entries(counts).map(([name, count], at) => [
      name,
      Array.from({ length: count }, (_, i) => `0000000${at}-0000-7000-8000-${String(i).padStart(12, '0')}`),
    ]),
  ) as Record<Counted, string[]> // prettier-ignore
  const rows = new Map<string, readonly WorldRow[]>()
  for (const name of Object.keys(counts) as Counted[])
    rows.set(name, ids[name].map((id) => rowOf(draw, index, name, id, ids))) // prettier-ignore
  rows.set('_state_events', [...new Map(stateEvents(draw, ids).map((e) => [`${e.record}${String(e.at)}`, e])).values()]) // prettier-ignore
  return { index, rows, ctx: contextOf(draw, ids) }
}
