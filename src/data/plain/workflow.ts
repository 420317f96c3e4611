import { HttpError } from 'ra-core'
import type { Test } from '#model/language/ast.ts'
import type { Context } from '#model/language/context.ts'
import type { Condition, Label, Transition } from '#model/language/definition.ts'
import { inState } from '#model/language/in-state.ts'
import { matches, parseCondition, parsePredicate } from '#model/language/predicate.ts'
import { resourcesBehind } from '#model/language/reach.ts'
import type { Resource } from '#model/language/resources.ts'
import { memoryScope, type RecordScope } from '#model/language/scope.ts'
import type { Row, Step } from '#model/language/wire.ts'
import {
  actorTest,
  dependsOnDialog,
  fillableFields,
  fillInFirst,
  missingFields,
  transitionsFrom,
} from '#model/language/workflow.ts'
import { contextOf, type Parts } from './parts.ts'

type Values = Readonly<Record<string, unknown>>

/** A record with what its conditions need beside it. */
type Seen = {
  readonly resource: Resource
  readonly row: Row
  readonly scope: RecordScope
  readonly ctx: Context
}

const always: Test = { k: 'constant', value: true }
const never: Test = { k: 'constant', value: false }

const actorOf = (parts: Parts, resource: Resource, name: string): Test => {
  const test = actorTest(parts.index, resource.name, name, parts.viewer)
  return typeof test === 'boolean' ? (test ? always : never) : parsePredicate(test)
}

/** Every condition that taking or offering a step may ask about. */
const testsOf = (parts: Parts, resource: Resource, name: string, step: Transition): Test[] => [
  actorOf(parts, resource, name),
  ...(step.when === undefined ? [] : [parseCondition(step.when)]),
  ...(step.guards ?? []).map(({ check }) => parseCondition(check)),
]

const see = async (parts: Parts, resource: Resource, row: Row): Promise<Seen> => {
  const { index } = parts
  const steps = transitionsFrom(resource.entity, String(row.state))
  const tests = steps.flatMap(([name, step]) => testsOf(parts, resource, name, step))
  const behind = resourcesBehind(index, resource.name, { tests })
  const { tables } = await parts.tables.read(behind.filter((name) => name !== resource.name))
  const ctx = await contextOf(parts)
  return { resource, row, ctx, scope: memoryScope(index, tables, resource.name, row, ctx) }
}

/** The record with the answers of a dialog as `ask.x`. */
const answering = (scope: RecordScope, ask: Values): RecordScope => ({
  ...scope,
  get: (path) => (path.startsWith('ask.') ? (ask[path.slice(4)] ?? null) : scope.get(path)),
})

type Reason = { readonly rule?: string; readonly message: Label; readonly check?: Condition }

const refusalOf = (seen: Seen, step: Transition, ask: Values): readonly Reason[] => {
  const scope = answering(seen.scope, ask)
  const holds = (condition: Condition) => matches(parseCondition(condition), scope, seen.ctx)
  const failed = (step.guards ?? []).filter(({ check, warn }) => !warn && !holds(check))
  const willHold = (condition: Condition) =>
    matches(inState(parseCondition(condition), step.to), scope, seen.ctx)
  const missing = missingFields(seen.resource.entity, step, seen.row, willHold)
  return [
    ...failed.map(({ rule, message, check }) => ({ message, check, ...(rule && { rule }) })),
    ...missing.map((path) => ({ message: fillInFirst(seen.resource.fields, path) })),
  ]
}

const isOffered = (parts: Parts, seen: Seen, name: string, step: Transition): boolean =>
  matches(actorOf(parts, seen.resource, name), seen.scope, seen.ctx) &&
  (step.when === undefined || matches(parseCondition(step.when), seen.scope, seen.ctx))

/** Lists the steps that the viewer may take on a record, judged in the browser by the model's own conditions. */
export const stepsOf = async (
  parts: Parts,
  resource: Resource,
  row: Row,
): Promise<readonly Step[]> => {
  if (row.archived === true || !resource.entity.workflow) return []
  const seen = await see(parts, resource, row)
  return transitionsFrom(resource.entity, String(row.state))
    .filter(([name, step]) => isOffered(parts, seen, name, step))
    .map(([name, step]) => {
      const fills = fillableFields(resource.entity, step)
      const filled = {
        ...seen,
        row: { ...row, ...Object.fromEntries(fills.map((f) => [f, true])) },
      }
      const reasons = refusalOf(filled, step, {}).filter(
        ({ check }) => !dependsOnDialog(check, step, fills),
      )
      return {
        name,
        to: step.to,
        enabled: reasons.length === 0,
        reasons: reasons.map(({ rule, message }) => ({
          message: message[parts.locale()],
          ...(rule && { rule }),
        })),
        fills,
        ask: Object.keys(step.ask ?? {}),
      }
    })
}

/**
 * Checks a step in the browser and gives what it writes: the dialog's fields, the new state and its stamps.
 *
 * What else the model lets follow - other records, messages, decisions - needs Charter's server. Errors: 409 with
 * the reasons.
 */
export const stepValues = async (
  parts: Parts,
  resource: Resource,
  row: Row,
  name: string,
  given: Values,
): Promise<Values> => {
  const step = resource.entity.workflow?.transitions[name]
  const refused = (messages: readonly string[]) => {
    const [first = name] = messages
    return new HttpError(messages.length > 1 ? messages.join('; ') : first, 409, {
      code: 'refused_transition',
      errors: {},
    })
  }
  const notNow: Label = { zh: '记录当前的状态不能执行该步骤', en: 'not possible in this state' }
  if (!step?.from.includes(String(row.state))) throw refused([notNow[parts.locale()]])
  const fills = fillableFields(resource.entity, step)
  const values = Object.fromEntries(Object.entries(given).filter(([key]) => fills.includes(key)))
  const ask = Object.fromEntries(Object.entries(given).filter(([key]) => !fills.includes(key)))
  const seen = await see(parts, resource, { ...row, ...values })
  if (!isOffered(parts, seen, name, step)) throw refused([notNow[parts.locale()]])
  const reasons = refusalOf(seen, step, ask)
  if (reasons.length > 0) throw refused(reasons.map(({ message }) => message[parts.locale()]))
  return { ...values, state: step.to, ...stampsOf(resource, step.to, row, seen.ctx) }
}

/** Dates and times that the new state sets when they are still empty. */
const stampsOf = (resource: Resource, state: string, row: Row, ctx: Context): Values => {
  const { stamp = [] } = resource.entity.workflow?.states[state] ?? {}
  const fields = (typeof stamp === 'string' ? [stamp] : stamp).filter((name) => row[name] == null)
  return Object.fromEntries(
    fields.map((name) => [name, resource.fields[name]?.type === 'datetime' ? ctx.now : ctx.today]),
  )
}
