import type { Field, Predicate } from '#model/language/definition.ts'
import { kindOfField } from '#model/language/formula-kind.ts'
import { resolvePath, type ModelIndex } from '#model/language/resources.ts'
import type { Draw } from './draw.ts'
import { formulaOf, reachOf } from './formulas.ts'
import { day, decimalOf, instant, texts } from './values.ts'
import { childrenOfAlphas, hopsOf } from './world.ts'

const sampleIds = (at: number) => (draw: Draw) =>
  `0000000${at}-0000-7000-8000-${String(draw.int(0, 5)).padStart(12, '0')}`

const idOf = (draw: Draw, to: string): string =>
  to === 'employees' && draw.chance(40)
    ? '$me'
    : draw.chance(8)
      ? 'not-an-id'
      : sampleIds(['employees', 'departments', 'gammas', 'alphas', 'betas', 'alpha_lines'].indexOf(to))(draw) // prettier-ignore

/** A value to compare a field with; sometimes a variable. */
const operand = (draw: Draw, field: Field): unknown => {
  switch (kindOfField(field)) {
    case 'number':
      return draw.chance(15)
        ? draw.pick(['$param.rate', '$param.grace'])
        : decimalOf(draw, field.type === 'integer' ? 0 : 2)
    case 'date':
      return draw.chance(40)
        ? draw.pick(['$today', '$today-30d', '$month_start', '$quarter_start-1m', '$year_start', '$now', '$today+2w'])
        : day(draw)
    case 'datetime':
      return draw.chance(40)
        ? draw.pick(['$now', '$today', '$now-36h', '$month_start', '$today-1y'])
        : draw.chance(30)
          ? day(draw)
          : instant(draw)
    case 'boolean':
      return draw.chance(50)
    default:
      if (field.type === 'reference' || field.type === 'references') return idOf(draw, field.to)
      if (field.type === 'enum') return draw.pick(Object.keys(field.options))
      return draw.pick(texts)
  }
} // prettier-ignore

const orderable = new Set(['number', 'date', 'datetime', 'text'])

const testOf = (draw: Draw, field: Field): unknown => {
  const value = () => operand(draw, field)
  const several = () =>
    Array.from({ length: draw.int(0, 3) }, () => (draw.chance(15) ? null : value()))
  const kind = kindOfField(field)
  const isText = kind === 'text' && field.type !== 'reference' && field.type !== 'record_ref'
  const choices: (() => unknown)[] = [
    value, () => null, several, () => ({ $ne: value() }), () => ({ $ne: null }), () => ({ $eq: value() }), () => ({ $in: several() }),
    () => ({ $nin: several() }), () => ({ $null: draw.chance(50) }),
    ...(kind === 'list' ? [() => ({ $has: value() }), value, several] : []),
    ...(orderable.has(kind) && field.type !== 'reference'
      ? [() => ({ $gt: value() }), () => ({ $gte: value() }), () => ({ $lt: value() }), () => ({ $lte: value() }), () => ({ $gte: value(), $lt: value() })]
      : []),
    ...(isText ? [() => ({ $contains: draw.pick(texts) }), () => ({ $starts: draw.pick(texts) })] : []),
  ] // prettier-ignore
  return draw.pick(choices)()
}

const comparison = (draw: Draw, index: ModelIndex, resource: string): Predicate => {
  const prefix = draw.chance(35) ? draw.pick(['', ...hopsOf(resource).map((hop) => `${hop}.`)]) : ''
  const at = resolvePath(index, resource, `${prefix}id`)?.resource
  const names = Object.entries(at?.fields ?? {}).filter(([, field]) => field.type !== 'lines')
  const [name, field] = draw.pick(names)
  if (field.type === 'record_ref')
    return draw.pick<Predicate>([
      { [`${prefix}${name}.resource`]: draw.pick(['alphas', 'gammas', { $ne: 'alphas' }, null]) },
      { [`${prefix}${name}.id`]: sampleIds(3)(draw) },
      { [`${prefix}${name}`]: draw.pick([null, { $ne: null }]) },
    ])
  if (field.type === 'attachments') return { [`${prefix}${name}`]: { $null: draw.chance(50) } }
  return { [`${prefix}${name}`]: testOf(draw, field) }
}

const child = (draw: Draw, index: ModelIndex, resource: string, depth: number): Predicate => {
  if (resource === 'betas' && draw.chance(50)) {
    const by = draw.pick(['alpha_id=alpha_id', 'date_x=date_x', 'alpha_id=alpha_id&date_y=date_y'])
    return { $some: { of: 'betas', by, where: predicateOf(draw, index, 'betas', depth - 1) } }
  }
  if (resource !== 'alphas') {
    const at = resource === 'gammas' ? undefined : 'alpha'
    if (!at) return comparison(draw, index, resource)
    return { $some: { of: 'betas', by: 'alpha_id', at, where: predicateOf(draw, index, 'betas', depth - 1) } } as Predicate // prettier-ignore
  }
  const [of, by] = draw.pick(childrenOfAlphas)
  return { $some: { of, by, ...(draw.chance(85) && { where: predicateOf(draw, index, of, depth - 1) }) } } // prettier-ignore
}

/** Draws a predicate over a resource; `depth` bounds its nesting. */
export const predicateOf = (draw: Draw, index: ModelIndex, resource: string, depth: number): Predicate => {
  if (depth <= 0 || draw.chance(30)) return comparison(draw, index, resource)
  const next = () => predicateOf(draw, index, resource, depth - 1)
  return draw.pick<() => Predicate>([
    () => ({ $and: [next(), next()] }),
    () => ({ $or: [next(), next()] }),
    () => ({ $not: next() }),
    () => ({ ...comparison(draw, index, resource), ...comparison(draw, index, resource) }),
    () => ({ $not: comparison(draw, index, resource) }),
    () => child(draw, index, resource, depth),
    () => (index.resources.get(resource)?.kind === 'entity' ? { q: draw.pick(['a', 'zhang', '张', 'ls', 'ab', 'a b', '中文', '']) } : next()),
  ])()
} // prettier-ignore

/** Draws a boolean formula over a resource and its to-one paths. */
export const conditionFormula = (draw: Draw, index: ModelIndex, resource: string): string =>
  formulaOf(draw, reachOf(index, resource, hopsOf(resource), (field) => field.type !== 'lines'), 'boolean', 3) // prettier-ignore
