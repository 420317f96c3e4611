import { checkCondition, checkBy, checkPath, checkTime, type Place } from './check-conditions.ts'
import { listKeys, presetKeys, viewKeys } from './check-keys.ts'
import { checkDistinct, checkKeys, checkLabel } from './check-names.ts'
import type { Check } from './check-report.ts'
import type { Entity, Views } from './definition.ts'
import { kindOfField } from './formula-kind.ts'
import { isComputed } from './compute.ts'

type List = NonNullable<Views['list']>

/** Checks what lists, forms, tabs, calendar and board of an entity show. */
export const checkViews = (check: Check, entity: Entity): void => {
  const { views } = entity
  if (!views) return
  const at = `${entity.name}.views`
  const place: Place = { resource: entity.name }
  checkKeys(check, views, viewKeys, at)
  if (views.list) checkList(check, place, views.list, `${at}.list`)
  if (views.form) checkForm(check, entity, views.form, `${at}.form`)
  if (views.calendar !== undefined) checkTime(check, place, views.calendar, `${at}.calendar`)
  if (views.board !== undefined) {
    const found = checkPath(check, place, views.board, `${at}.board`)
    if (found && (found.field.type !== 'enum' || found.field.many))
      check.report('M101', `${at}.board`, { name: views.board })
  }
  for (const [i, tab] of (views.related ?? []).entries()) {
    checkBy(check, entity.name, tab.resource, tab.by, `${at}.related.${i}`)
    if (tab.label) checkLabel(check, tab.label, `${at}.related.${i}.label`)
  }
}

const checkList = (check: Check, place: Place, list: List, at: string): void => {
  checkKeys(check, list, listKeys, at)
  checkDistinct(check, list.columns, `${at}.columns`)
  for (const key of ['columns', 'filters'] as const)
    for (const path of list[key] ?? []) checkPath(check, place, path, `${at}.${key}`)
  if (list.sort) checkPath(check, place, list.sort[0], `${at}.sort`)
  for (const path of list.totals ?? []) {
    const found = checkPath(check, place, path, `${at}.totals`)
    if (found && kindOfField(found.field) !== 'number')
      check.report('M102', `${at}.totals`, { name: path })
  }
  for (const [name, preset] of Object.entries(list.presets ?? {})) {
    const path = `${at}.presets.${name}`
    checkKeys(check, preset, presetKeys, path)
    checkLabel(check, preset.label, `${path}.label`)
    checkCondition(check, place, preset.filter, `${path}.filter`)
    if (preset.sort) checkPath(check, place, preset.sort[0], `${path}.sort`)
  }
}

const checkForm = (
  check: Check,
  entity: Entity,
  form: NonNullable<Views['form']>,
  at: string,
): void => {
  const shown = form.flatMap(({ fields }) => fields)
  checkDistinct(check, shown, at)
  for (const [i, { section, fields }] of form.entries()) {
    checkLabel(check, section, `${at}.${i}.section`)
    for (const name of fields)
      checkPath(check, { resource: entity.name }, name, `${at}.${i}.fields`)
  }
  for (const [name, field] of Object.entries(entity.fields)) {
    const isGiven = field.required === true && field.default === undefined
    const isSystem = field.auto || field.readonly || field.copy !== undefined || isComputed(field)
    if (isGiven && !isSystem && field.type !== 'serial' && !shown.includes(name))
      check.report('M100', at, { name })
  }
}
