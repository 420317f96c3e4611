import { peopleOf } from '#model/language/access.ts'
import type {
  Effect,
  Entity,
  Grant,
  Model,
  Rule,
  Scope,
  Transition,
} from '#model/language/definition.ts'
import { fieldTable, linesTables } from './fields.ts'
import { both, code, codes, condition, list, page, table } from './markdown.ts'

/** Writes everything that an entity is: fields, states, steps, rules, work by the clock, rights. */
export const entitySection = (model: Model, entity: Entity): string =>
  page(
    `## ${entity.label.zh} ${entity.label.en} (${code(entity.name)})`,
    entity.help ? both(entity.help) : '',
    `Clauses: ${entity.clauses.join(', ')}. Title: ${code(entity.title)}. Own rows: ${codes(peopleOf(entity))}.`,
    `### Fields of ${entity.name}`,
    fieldTable(entity.fields),
    linesTables(entity.fields),
    ...workflowParts(entity),
    ...ruleParts(entity),
    ...workParts(entity),
    `### Rights on ${entity.name}`,
    accessTable(model, entity),
    sharesList(entity),
  ).trimEnd()

const workflowParts = (entity: Entity): string[] => {
  const { workflow } = entity
  if (!workflow) return []
  const states = Object.entries(workflow.states).map(([name, state]) => [
    code(name),
    both(state),
    state.final ? 'final' : '',
    codes(state.stamp === undefined ? [] : [state.stamp].flat()),
    codes(state.locks),
  ])
  return [
    `### States of ${entity.name}`,
    table(['State', 'Label', 'Final', 'Stamps', 'Locks'], states),
    `### Transitions of ${entity.name}`,
    ...Object.entries(workflow.transitions).map(([name, step]) => stepText(name, step)),
  ]
}

const stepText = (name: string, step: Transition): string => {
  const parts = [
    `by ${codes(step.by)}`,
    step.decision ? 'a decision: nobody decides an own record' : '',
    step.when === undefined ? '' : `when ${condition(step.when)}`,
    step.require?.length ? `needs ${codes(step.require)}` : '',
    step.fills?.length ? `fills ${codes(step.fills)}` : '',
    step.ask ? `asks ${codes(Object.keys(step.ask))}` : '',
    ...(step.guards ?? []).map(
      (guard) =>
        `${guard.warn ? 'warns unless' : 'only if'} ${condition(guard.check)}: ${both(guard.message)}${cited(guard.rule, guard.clauses)}`,
    ),
    ...(step.effects ?? []).map((effect) => `then ${effectText(effect)}`),
    step.clauses?.length ? `clauses ${step.clauses.join(', ')}` : '',
  ].filter((part) => part !== '')
  const head = `**${both(step.label)}** (${code(name)}): ${codes(step.from)} to ${code(step.to)}`
  return `${head}\n\n${list(parts)}`
}

const cited = (rule: string | undefined, clauses: readonly string[] | undefined): string => {
  const sources = [...(rule === undefined ? [] : [rule]), ...(clauses ?? [])]
  return sources.length > 0 ? ` (${sources.join(', ')})` : ''
}

const effectText = (effect: Effect): string => {
  const { do: kind, when, clauses, rule, ...rest } = effect
  const given = Object.entries(rest)
    .map(([key, value]) => `${key} ${code(typeof value === 'string' ? value : JSON.stringify(value))}`)
    .join(', ')
  const where = when === undefined ? '' : ` when ${condition(when)}`
  return `${kind.replace('_', ' ')}${where}${given ? `: ${given}` : ''}${cited(rule, clauses)}`
} // prettier-ignore

const ruleParts = (entity: Entity): string[] => {
  const lines = Object.values(entity.fields).flatMap((field) =>
    field.type === 'lines' ? (field.rules ?? []) : [],
  )
  const rules: readonly Rule[] = [...(entity.rules ?? []), ...lines]
  if (rules.length === 0) return []
  return [
    `### Rules of ${entity.name}`,
    table(
      ['Rule', 'Must hold', 'When', 'Message', 'Only warns', 'Clauses'],
      rules.map((rule) => [
        rule.id, condition(rule.require), condition(rule.when), both(rule.message), rule.warn ? 'yes' : '',
        rule.clauses.join(', '),
      ]),
    ),
  ] // prettier-ignore
}

const workParts = (entity: Entity): string[] => {
  const events = [
    ...(entity.events?.create ?? []).map((effect) => `at creation: ${effectText(effect)}`),
    ...(entity.events?.update ?? []).flatMap((event) =>
      event.effects.map((effect) => `when ${codes(event.of)} change: ${effectText(effect)}`),
    ),
  ]
  const clocks = Object.entries(entity.clocks ?? {}).map(
    ([name, clock]) =>
      `clock ${code(name)} from ${code(clock.start)} to ${code(clock.due)} (${clock.calendar ?? 'natural'} days)`,
  )
  const work = (entity.schedule ?? []).map(
    (each) =>
      `${each.every}, ${both(each.label)}: where ${condition(each.where)}, ${each.effects.map(effectText).join('; ')}${cited(each.rule, each.clauses)}`,
  )
  const all = [...events, ...clocks, ...work]
  return all.length > 0 ? [`### What happens by itself on ${entity.name}`, list(all)] : []
}

const scopeText = (scope: true | Scope | undefined): string =>
  scope === undefined ? '' : scope === true ? 'as read' : scope

const accessTable = (model: Model, entity: Entity): string => {
  const roles = [...model.roles.map(({ key }) => key), '*']
  const row = (role: string, grant: Grant) => [
    role === '*' ? 'everybody' : code(role), grant.create ? 'yes' : '', scopeText(grant.read), scopeText(grant.update),
    scopeText(grant.archive), scopeText(grant.decide), scopeText(grant.confidential), scopeText(grant.secret),
    grant.export ? 'yes' : '',
  ] // prettier-ignore
  return table(
    ['Role', 'Create', 'Read', 'Update', 'Archive', 'Decide', 'Confidential', 'Secret', 'Export'],
    roles.flatMap((role) => {
      const grant = Object.hasOwn(entity.access, role) ? entity.access[role] : undefined
      return grant && Object.keys(grant).length > 0 ? [row(role, grant)] : []
    }),
  )
}

const sharesList = (entity: Entity): string =>
  list(
    (entity.shares ?? []).map((share) => {
      const extra = [share.confidential ? 'with confidential fields' : '', share.acts ? 'and may act by role' : '']
      return `also readable where ${condition(share.where)} ${extra.filter(Boolean).join(' ')}${cited(undefined, share.clauses)}`.trimEnd()
    }),
  ) // prettier-ignore
