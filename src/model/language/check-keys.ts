import type {
  Analytics, AttachmentsField, Card, Clock, Dashboard, Effect, Entity, EnumField, Field, FieldOptions, FieldType, Grant, Guard,
  LinesField, Loop, Measure, Metric, NumberField, Preset, Recipients, RecordRefField, ReferenceField, Rollup, Rule, Scheduled,
  SerialField, Share, State, TextField, TimeField, Transition, Views,
} from './definition.ts' // prettier-ignore

/**
 * The keys that each part of a definition may have. The compiler holds them equal to the types: a key that is
 * added to a type must be added here, or a definition that uses it would be reported.
 */
const keysOf = <T>(keys: Record<KeysOf<T>, 1>): readonly string[] => Object.keys(keys)
type KeysOf<T> = T extends unknown ? keyof T : never
const ownKeys = <F extends Field>(keys: Record<Exclude<KeysOf<F>, keyof FieldOptions | 'type'>, 1>) => [
  ...fieldOptionKeys, ...Object.keys(keys),
] // prettier-ignore

const fieldOptionKeys = [
  'type',
  ...keysOf<FieldOptions>({
    label: 1, help: 1, required: 1, unique: 1, default: 1, readonly: 1, auto: 1, fixed: 1, dated: 1, visible: 1, confidential: 1,
    secret: 1, clauses: 1, was: 1, search: 1, formula: 1, rollup: 1, metric: 1, band: 1, copy: 1,
  }),
] // prettier-ignore
const text = ownKeys<TextField>({ max_length: 1, pattern: 1, pattern_help: 1, format: 1 })
const number = ownKeys<NumberField>({ min: 1, max: 1, scale: 1, phrase: 1 })
const time = ownKeys<TimeField>({ min: 1, max: 1 })
const reference = ownKeys<ReferenceField>({ to: 1, where: 1 })

export const fieldKeys: Readonly<Record<FieldType, readonly string[]>> = {
  text, longtext: text, email: text, phone: text, url: text, tags: text, integer: number, decimal: number, money: number,
  percent: number, date: time, datetime: time, boolean: fieldOptionKeys, reference, references: reference,
  enum: ownKeys<EnumField>({ many: 1, options: 1 }),
  record_ref: ownKeys<RecordRefField>({ to: 1 }),
  lines: ownKeys<LinesField>({ table: 1, title: 1, fields: 1, rules: 1, analytics: 1, seeds: 1 }),
  attachments: ownKeys<AttachmentsField>({ max: 1 }),
  serial: ownKeys<SerialField>({ pattern: 1, on: 1, gapless: 1 }),
} // prettier-ignore

const common = { do: 1, when: 1, clauses: 1, rule: 1 } as const
const clock = keysOf<Extract<Effect, { do: 'start_clock' }>>({ ...common, clock: 1 })
export const effectKeys: Readonly<Record<Effect['do'], readonly string[]>> = {
  set: keysOf<Extract<Effect, { do: 'set' }>>({ ...common, on: 1, values: 1 }),
  create: keysOf<Extract<Effect, { do: 'create' }>>({ ...common, resource: 1, each: 1, values: 1, unless: 1, split: 1 }),
  measure: keysOf<Extract<Effect, { do: 'measure' }>>({ ...common, on: 1, metric: 1, range: 1, about: 1, into: 1 }),
  notify: keysOf<Extract<Effect, { do: 'notify' }>>({ ...common, to: 1, kind: 1, level: 1, title: 1, body: 1 }),
  distribute: keysOf<Extract<Effect, { do: 'distribute' }>>({ ...common, to: 1, copy_no: 1, due: 1, note: 1 }),
  review: keysOf<Extract<Effect, { do: 'review' }>>({ ...common, step: 1, to: 1, seq: 1, due: 1 }),
  transition: keysOf<Extract<Effect, { do: 'transition' }>>({ ...common, name: 1, on: 1, else: 1, ask: 1 }),
  start_clock: clock,
  stop_clock: clock,
  run: keysOf<Extract<Effect, { do: 'run' }>>({ ...common, run: 1, with: 1 }),
} // prettier-ignore

export const entityKeys = keysOf<Entity>({
  name: 1, label: 1, singular: 1, module: 1, tier: 1, icon: 1, clauses: 1, was: 1, help: 1, title: 1, people: 1, fields: 1, workflow: 1,
  rules: 1, events: 1, clocks: 1, schedule: 1, access: 1, shares: 1, exists_from: 1, views: 1, analytics: 1, sample: 1,
}) // prettier-ignore
export const stateKeys = keysOf<State>({ zh: 1, en: 1, final: 1, tone: 1, stamp: 1, locks: 1 })
export const transitionKeys = keysOf<Transition>({
  from: 1, to: 1, by: 1, label: 1, when: 1, guards: 1, require: 1, fills: 1, ask: 1, decision: 1, step: 1, verdict: 1,
  effects: 1, clauses: 1, tone: 1,
}) // prettier-ignore
export const guardKeys = keysOf<Guard>({ rule: 1, check: 1, message: 1, clauses: 1, warn: 1 })
export const ruleKeys = keysOf<Rule>({ id: 1, require: 1, when: 1, of: 1, at: 1, warn: 1, always: 1, message: 1, clauses: 1 }) // prettier-ignore
export const clockKeys = keysOf<Clock>({
  start: 1, due: 1, stop: 1, while: 1, warn_at: 1, calendar: 1, to: 1, on_breach: 1, rule: 1, clauses: 1,
}) // prettier-ignore
export const scheduledKeys = keysOf<Scheduled>({
  id: 1, label: 1, every: 1, where: 1, key: 1, effects: 1, clauses: 1, rule: 1,
}) // prettier-ignore
export const loopKeys = keysOf<Loop>({ of: 1, where: 1, shuffle: 1, limit: 1 })
export const recipientKeys = keysOf<Recipients>({ fields: 1, roles: 1, departments: 1, members: 1, head: 1, employees: 1 }) // prettier-ignore
export const rollupKeys = keysOf<Rollup>({
  of: 1, by: 1, where: 1, count: 1, sum: 1, avg: 1, weight: 1, min: 1, max: 1, last: 1, order: 1, any: 1, every: 1, dated: 1, until: 1,
}) // prettier-ignore
export const grantKeys = keysOf<Grant>({
  create: 1, read: 1, update: 1, archive: 1, decide: 1, confidential: 1, secret: 1, export: 1,
}) // prettier-ignore
export const shareKeys = keysOf<Share>({ where: 1, confidential: 1, acts: 1, clauses: 1 })
export const viewKeys = keysOf<Views>({ list: 1, form: 1, related: 1, calendar: 1, board: 1 })
export const listKeys = keysOf<NonNullable<Views['list']>>({ columns: 1, filters: 1, presets: 1, sort: 1, totals: 1 }) // prettier-ignore
export const presetKeys = keysOf<Preset>({ label: 1, filter: 1, sort: 1, waits: 1 })
export const analyticsKeys = keysOf<Analytics>({ time: 1, base: 1, dimensions: 1, measures: 1 })
export const aggregateKeys = keysOf<Exclude<Measure, { calc: string }>>({
  label: 1, id: 1, help: 1, format: 1, better: 1, target: 1, clauses: 1, agg: 1, field: 1, where: 1, time: 1, balance: 1,
  scope: 1, cells: 1, min_group: 1, group_of: 1,
}) // prettier-ignore
export const calcKeys = keysOf<Extract<Measure, { calc: string }>>({
  label: 1, id: 1, help: 1, format: 1, better: 1, target: 1, clauses: 1, calc: 1,
}) // prettier-ignore
export const metricKeys = keysOf<Metric>({
  id: 1, name: 1, label: 1, help: 1, format: 1, better: 1, calc: 1, by: 1, target: 1, clauses: 1,
}) // prettier-ignore
export const dashboardKeys = keysOf<Dashboard>({
  schemaVersion: 1, name: 1, label: 1, clauses: 1, roles: 1, period: 1, filters: 1, cards: 1,
}) // prettier-ignore
export const cardKeys = keysOf<Card>({
  id: 1, kind: 1, title: 1, help: 1, resource: 1, metric: 1, query: 1, also: 1, period: 1, show: 1, list: 1, size: 1, filters: 1, options: 1, roles: 1, home: 1, clauses: 1,
}) // prettier-ignore
