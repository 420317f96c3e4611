import {
  checkBy,
  checkCondition,
  checkFormula,
  checkPath,
  checkTime,
  type Place,
} from './check-conditions.ts'
import { rollupKeys } from './check-keys.ts'
import { checkKeys } from './check-names.ts'
import type { Check } from './check-report.ts'
import type { Band, Field, Rollup } from './definition.ts'
import type { ValueKind } from './formula.ts'
import { kindOfField } from './formula-kind.ts'

const timely: readonly ValueKind[] = ['date', 'datetime']

/** Checks how a field is computed: formula, rollup, band, metric or copy, and that the result fits. */
export const checkComputed = (check: Check, place: Place, field: Field, at: string): void => {
  const ways = (['formula', 'rollup', 'metric', 'band', 'copy'] as const).filter(
    (key) => field[key] !== undefined,
  )
  if (ways.length > 1) check.report('M031', at, { name: ways.join(', ') })
  if (field.copy === undefined)
    for (const key of ['default', 'required'] as const)
      if (field[key] !== undefined) check.report('M037', `${at}.${key}`, { name: key })
  if (field.formula !== undefined)
    fit(check, checkFormula(check, place, field.formula, `${at}.formula`), field, 'formula', at)
  if (field.rollup) checkRollup(check, place, field.rollup, field, `${at}.rollup`)
  if (field.band) checkBand(check, place, field.band, field, `${at}.band`)
  if (field.copy !== undefined) checkCopy(check, place, field.copy, field, `${at}.copy`)
  if (field.metric) checkMetricField(check, place, field.metric, `${at}.metric`)
}

/** Reports a computed value that its field cannot hold. */
const fit = (check: Check, kind: ValueKind | null, field: Field, name: string, at: string): void => {
  const wanted = kindOfField(field)
  const isFine = kind === null || kind === 'null' || kind === wanted || (timely.includes(kind) && timely.includes(wanted))
  if (!isFine) check.report('M034', `${at}.${name}`, { name, type: field.type })
} // prettier-ignore

const operations = ['count', 'sum', 'avg', 'min', 'max', 'last', 'any', 'every'] as const

const checkRollup = (
  check: Check,
  place: Place,
  rollup: Rollup,
  field: Field,
  at: string,
): void => {
  checkKeys(check, rollup, rollupKeys, at)
  const found = operations.filter((key) => rollup[key] !== undefined)
  if (found.length !== 1) check.report('M032', at, { name: found.join(', ') || '-' })
  if (!checkBy(check, place.resource, rollup.of, rollup.by, at)) return
  const child: Place = { resource: rollup.of }
  checkCondition(check, child, rollup.where, `${at}.where`)
  for (const key of ['dated', 'until', 'order'] as const) {
    const path = rollup[key]
    if (path !== undefined && key === 'order') checkPath(check, child, path, `${at}.order`)
    else if (path !== undefined) checkTime(check, child, path, `${at}.${key}`)
  }
  for (const key of ['any', 'every'] as const) {
    checkCondition(check, child, rollup[key], `${at}.${key}`)
    if (rollup[key] !== undefined) fit(check, 'boolean', field, key, at)
  }
  if (rollup.count) fit(check, 'number', field, 'count', at)
  if (rollup.weight !== undefined) {
    if (rollup.avg === undefined) check.report('M032', at, { name: 'weight' })
    checkFormula(check, child, rollup.weight, `${at}.weight`, ['number'])
  }
  for (const key of ['sum', 'avg', 'min', 'max', 'last'] as const) {
    const formula = rollup[key]
    if (formula === undefined) continue
    const wanted = key === 'sum' || key === 'avg' ? (['number'] as const) : undefined
    fit(check, checkFormula(check, child, formula, `${at}.${key}`, wanted), field, key, at)
  }
}

const checkBand = (check: Check, place: Place, band: Band, field: Field, at: string): void => {
  checkFormula(check, place, band.of, `${at}.of`, ['number'])
  if (field.type !== 'enum') {
    check.report('M034', at, { name: 'band', type: field.type })
    return
  }
  for (const [i, { key, to, from }] of band.keys.entries()) {
    const where = `${at}.keys.${i}`
    if (!Object.hasOwn(field.options, key))
      check.report('M024', where, { of: 'options', name: key }, Object.keys(field.options))
    if (to === undefined && from === undefined && i < band.keys.length - 1)
      check.report('M033', where, {
        name: {
          zh: `“${key}”包含一切，其后的分段不会用到`,
          en: `"${key}" takes everything, what follows is never met`,
        },
      })
    for (const bound of [to, from])
      if (typeof bound === 'string') checkFormula(check, place, bound, where, ['number'])
  }
}

const checkCopy = (
  check: Check,
  place: Place,
  copy: NonNullable<Field['copy']>,
  field: Field,
  at: string,
): void => {
  const { from, on } = typeof copy === 'string' ? { from: copy, on: undefined } : copy
  const found = checkPath(check, place, from, at)
  if (found) fit(check, found.part ? 'text' : kindOfField(found.field), field, 'copy', at)
  const steps = check.index.resources.get(place.resource)?.entity.workflow?.transitions ?? {}
  if (on !== undefined && !Object.hasOwn(steps, on))
    check.report('M016', `${at}.on`, { name: on }, Object.keys(steps))
}

const checkMetricField = (
  check: Check,
  place: Place,
  metric: NonNullable<Field['metric']>,
  at: string,
): void => {
  const names = check.model.metrics.map(({ name }) => name)
  const measures = check.model.entities.flatMap(({ name, analytics }) =>
    Object.keys(analytics?.measures ?? {}).map((measure) => `${name}.${measure}`),
  )
  const isOfRecord = metric.metric.startsWith('=')
  if (isOfRecord) checkFormula(check, place, metric.metric.slice(1), `${at}.metric`, ['text'])
  else if (![...names, ...measures].includes(metric.metric))
    check.report('M036', `${at}.metric`, { name: metric.metric }, [...names, ...measures])
  for (const [key, bound] of Object.entries(metric.range)) {
    if (bound.startsWith('$') || /^\d{4}-/.test(bound)) continue
    checkFormula(check, place, bound.replace(/^=/, ''), `${at}.range.${key}`, timely)
  }
}
