import type { Field } from '#model/language/definition.ts'
import { kindOfField } from '#model/language/formula-kind.ts'
import type { ValueKind } from '#model/language/formula.ts'
import { resolvePath, type ModelIndex } from '#model/language/resources.ts'
import type { Draw } from './draw.ts'
import { day, texts } from './values.ts'

/** What formulas of a place may read: its paths by kind. */
export type Reach = Readonly<Record<ValueKind, readonly string[]>>

const names = ['number', 'text', 'date', 'datetime', 'boolean', 'null', 'list'] as const

/** Lists the paths from a resource, own and over the to-one hops given, by the kind of their values. */
export const reachOf = (
  index: ModelIndex,
  resource: string,
  hops: readonly string[],
  allowed: (field: Field, name: string) => boolean = () => true,
): Reach => {
  const reach: Record<ValueKind, string[]> = { number: [], text: [], date: [], datetime: [], boolean: [], null: [], list: [] }
  for (const prefix of ['', ...hops.map((hop) => `${hop}.`)]) {
    const at = resolvePath(index, resource, `${prefix}id`)?.resource
    for (const [name, field] of Object.entries(at?.fields ?? {})) {
      if (!allowed(field, `${prefix}${name}`)) continue
      if (field.type === 'record_ref') reach.text.push(`${prefix}${name}.resource`, `${prefix}${name}.id`)
      else reach[kindOfField(field)].push(`${prefix}${name}`)
    }
  }
  return reach
} // prettier-ignore

const quote = (text: string): string => `'${text.replace(/'/g, '')}'`
const path = (draw: Draw, reach: Reach, kind: ValueKind, otherwise: string): string =>
  reach[kind].length > 0 && draw.chance(85) ? draw.pick(reach[kind]) : otherwise

const number = (draw: Draw): string =>
  draw.pick(['0', '1', '2', '7', '0.5', '0.005', '3.14159', '100', '12.345'])

type Make = (draw: Draw, reach: Reach, depth: number) => string

const of: Readonly<Record<'number' | 'text' | 'date' | 'datetime' | 'boolean', Make>> = {
  number: (draw, reach, depth) => {
    if (depth <= 0) return draw.chance(30) ? number(draw) : path(draw, reach, 'number', number(draw))
    const next = () => of.number(draw, reach, depth - 1)
    const when = () => of[draw.pick(['date', 'datetime'] as const)](draw, reach, depth - 1)
    return draw.pick<() => string>([
      () => `(${next()} + ${next()})`,
      () => `(${next()} - ${next()})`,
      () => `(${next()} * ${next()})`,
      () => `(${next()} / ${next()})`,
      () => `(${next()} / ${next()})`,
      () => `-${next()}`,
      () => `min(${next()}, ${next()}, ${next()})`,
      () => `max(${next()}, ${next()})`,
      () => `abs(${next()})`,
      () => `round(${next()}, ${draw.int(-2, 4)})`,
      () => `round(${next()})`,
      () => `coalesce(${next()}, ${next()})`,
      () => `if(${of.boolean(draw, reach, depth - 1)}, ${next()}, ${next()})`,
      () => `if(${of.boolean(draw, reach, depth - 1)}, ${next()})`,
      () => `switch(${of.text(draw, reach, 0)}, ${of.text(draw, reach, 0)}, ${next()}, ${next()})`,
      () => `days_between(${when()}, ${when()})`,
      () => `hours_between(${when()}, ${when()})`,
      () => `working_hours_between(${when()}, ${when()})`,
      () => `year(${when()})`,
      () => `month(${when()})`,
      () => `len(${of.text(draw, reach, depth - 1)})`,
      () => (reach.list.length > 0 ? `len(${draw.pick(reach.list)})` : next()),
      () => `count_filled(${path(draw, reach, 'text', "''")}, ${path(draw, reach, 'date', 'null')}, ${path(draw, reach, 'number', '1')})`,
      () => `param('${draw.pick(['rate', 'grace'])}')`,
      () => `param('table', ${path(draw, reach, 'text', "'a'")})`,
    ])()
  },
  text: (draw, reach, depth) => {
    if (depth <= 0) return path(draw, reach, 'text', quote(draw.pick(texts)))
    const next = () => of.text(draw, reach, depth - 1)
    return draw.pick<() => string>([
      () => `concat('t', ${next()}, ${of[draw.pick(['number', 'date', 'datetime', 'boolean', 'text'] as const)](draw, reach, depth - 1)})`,
      () => `coalesce(${next()}, ${next()})`,
      () => `if(${of.boolean(draw, reach, depth - 1)}, ${next()}, ${next()})`,
      () => `min(${next()}, ${next()})`,
      () => `max(${next()}, ${next()})`,
      () => `slice(${next()}, ${draw.int(0, 3)}, ${draw.int(0, 3)})`,
      () => `switch(${of.number(draw, reach, 0)}, 1, ${next()}, 2, ${next()})`,
    ])()
  },
  date: (draw, reach, depth) => {
    if (depth <= 0) return path(draw, reach, 'date', draw.chance(50) ? 'today()' : `date(${quote(day(draw))})`)
    const next = () => of.date(draw, reach, depth - 1)
    return draw.pick<() => string>([
      next,
      () => `add_days(${next()}, ${draw.int(-400, 400)})`,
      () => `add_days(${next()}, round(min(max(${of.number(draw, reach, 0)}, -300), 300), 1))`,
      () => `add_months(${next()}, ${draw.int(-30, 30)})`,
      () => `add_working_days(${next()}, ${draw.int(-15, 15)})`,
      () => `date(${of.datetime(draw, reach, depth - 1)})`,
      () => `date(${of.text(draw, reach, 0)})`,
      () => `coalesce(${next()}, ${next()})`,
      () => `min(${next()}, ${next()})`,
      () => `max(${next()}, ${next()})`,
      () => `if(${of.boolean(draw, reach, depth - 1)}, ${next()}, ${next()})`,
    ])()
  },
  datetime: (draw, reach, depth) => {
    if (depth <= 0) return path(draw, reach, 'datetime', 'now()')
    const next = () => of.datetime(draw, reach, depth - 1)
    return draw.pick<() => string>([
      next,
      () => `add_hours(${next()}, ${draw.pick(['1', '-7', '0.5', '100.001'])})`,
      () => `add_hours(${of.date(draw, reach, depth - 1)}, 9)`,
      () => `add_days(${next()}, ${draw.int(-40, 40)})`,
      () => `add_months(${next()}, ${draw.int(-14, 14)})`,
      () => `add_working_days(${next()}, ${draw.int(-9, 9)})`,
      () => `add_working_hours(${next()}, ${draw.pick(['24', '-24', '2', '-0.5', '100.001', '0', '720'])})`,
      () => `add_working_hours(${of.date(draw, reach, depth - 1)}, ${draw.int(-100, 100)})`,
      () => `coalesce(${next()}, ${next()})`,
      () => `max(${next()}, ${next()})`,
    ])()
  },
  boolean: (draw, reach, depth) => {
    if (depth <= 0) return path(draw, reach, 'boolean', draw.pick(['true', 'false']))
    const next = () => of.boolean(draw, reach, depth - 1)
    const compare = () => draw.pick(['=', '!=', '<', '<=', '>', '>='])
    const pair = (kind: keyof typeof of) => `(${of[kind](draw, reach, depth - 1)} ${compare()} ${of[kind](draw, reach, depth - 1)})`
    return draw.pick<() => string>([
      () => `(${next()} and ${next()})`,
      () => `(${next()} or ${next()})`,
      () => `not (${next()})`,
      () => pair('number'),
      () => pair('text'),
      () => pair('date'),
      () => pair('datetime'),
      () => `(${of.date(draw, reach, depth - 1)} ${compare()} ${of.datetime(draw, reach, depth - 1)})`,
      () => `(${path(draw, reach, 'date', 'today()')} ${compare()} ${quote(day(draw))})`,
      () => `(${draw.pick([...reach.number, ...reach.text, ...reach.date, ...reach.list])} ${draw.pick(['=', '!='])} null)`,
      () => (reach.list.length > 0 ? `(${draw.pick(reach.list)} ${draw.pick(['=', '!='])} ${quote(draw.pick(texts))})` : next()),
      () => `(${of.boolean(draw, reach, 0)} = ${of.boolean(draw, reach, 0)})`,
      () => `param('list', ${path(draw, reach, 'text', "'a'")})`,
      () => `param('lists', ${path(draw, reach, 'text', "'a'")}, ${path(draw, reach, 'text', "'b'")})`,
    ])()
  },
} // prettier-ignore

export type FormulaKind = keyof typeof of
export const formulaKinds = names.filter(
  (name): name is FormulaKind => name !== 'null' && name !== 'list',
)

/** Draws a formula of a kind over what may be read. */
export const formulaOf = (draw: Draw, reach: Reach, kind: FormulaKind, depth: number): string =>
  of[kind](draw, reach, depth)

/** A shallow number formula whose value stays small enough for any column. */
export const smallNumber = (draw: Draw, reach: Reach): string => {
  const a = () => of.number(draw, reach, 0)
  return draw.pick<() => string>([
    () => `${a()} + ${a()}`,
    () => `${a()} - ${a()}`,
    () => `${a()} / ${draw.pick(['3', '7', '0', '100', a()])}`,
    () => `${a()} * ${draw.pick(['0.5', '0.005', '100', '-1'])}`,
    () => `if(${of.boolean(draw, reach, 1)}, ${a()}, ${a()})`,
    () => `days_between(${of.date(draw, reach, 0)}, ${of.date(draw, reach, 0)})`,
  ])()
}
