import { ownerFieldOf } from '#model/language/owner.ts'
import type { Entity, Field, Label, Model } from '#model/language/definition.ts'
import { isComputed } from '#model/language/compute.ts'
import { isFormula } from '#model/language/defaults.ts'
import { commonFields, linesResource } from '#model/language/resources.ts'
import { computedFrom } from './sources.ts'
import { createTally, type Absent, type Tally } from './tally.ts'
import type { RequiredEntity, RequiredField, RequiredStep } from './requirements.ts'

/** Types of the model that may stand for a type of the requirements. */
const types: Readonly<Record<string, readonly string[]>> = {
  text: ['text', 'serial', 'email', 'phone', 'url', 'enum', 'longtext'],
  longtext: ['longtext', 'text'],
  integer: ['integer'],
  decimal: ['decimal', 'integer'],
  money: ['money'],
  percent: ['percent'],
  date: ['date'],
  datetime: ['datetime'],
  boolean: ['boolean'],
  enum: ['enum'],
  reference: ['reference'],
  'reference-many': ['references'],
  record_ref: ['record_ref'],
  attachment: ['attachments'],
  lines: ['lines'],
}

/** Compares the entities that are built with what is required of them, part by part. */
export const compareEntities = (
  model: Model,
  required: readonly RequiredEntity[],
  absent: Absent,
): readonly Tally[] => {
  const tallies = {
    fields: createTally('fields'),
    flags: createTally('flags'),
    options: createTally('options'),
    states: createTally('states'),
    steps: createTally('transitions'),
    actors: createTally('actors'),
    texts: createTally('guards and effects'),
    labels: createTally('labels'),
  }
  for (const wanted of required) {
    const entity = model.entities.find(({ name }) => name === wanted.name)
    if (!entity) continue
    const fields = { ...commonFields(entity), ...entity.fields }
    compareFields(
      tallies,
      { fields, entity, madeOf: linesMade(entity) },
      wanted.fields,
      wanted.name,
      absent,
    )
    compareLabel(tallies, wanted.name, entity.label, wanted.label)
    for (const [state, label] of Object.entries(wanted.states)) {
      const place = `${wanted.name}.${state}`
      tallies.states.count(place, isIn(entity.workflow?.states, state))
      compareLabel(tallies, place, entity.workflow?.states[state], label)
    }
    for (const step of wanted.steps) compareStep(tallies, entity, step, absent)
  }
  return Object.values(tallies)
}

type Tallies = Readonly<Record<'fields' | 'flags' | 'options' | 'states' | 'steps' | 'actors' | 'texts' | 'labels', Tally>> // prettier-ignore

const isIn = (map: object | undefined, key: string): boolean =>
  map !== undefined && Object.hasOwn(map, key)

/** Child resources whose rows the creation of a record makes. */
const linesMade = (entity: Entity): ReadonlySet<string> =>
  new Set((entity.events?.create ?? []).flatMap((effect) => (effect.do === 'create' ? [effect.resource] : []))) // prettier-ignore

/** Fields to compare: of an entity with the child rows that its creation makes, or of such rows. */
type Built = {
  readonly fields: Readonly<Record<string, Field>>
  readonly madeOf?: ReadonlySet<string>
  readonly entity?: Entity
  /** The rows are made with the record and filled in later. */
  readonly isMade?: boolean
}

const compareFields = (
  tallies: Tallies,
  built: Built,
  wanted: readonly RequiredField[],
  at: string,
  absent: Absent,
): void => {
  const { fields, entity, madeOf } = built
  for (const each of wanted) {
    const place = `${at}.${each.name}`
    const field = Object.hasOwn(fields, each.name) ? fields[each.name] : undefined
    const reason = absent([each.to ?? '', each.note, ...(computedFrom[place] ?? [])].join(' '))
    if (!field) {
      tallies.fields.count(place, false, reason)
      continue
    }
    if (field.type !== 'record_ref') compareLabel(tallies, place, field.label, each.label)
    const problem = typeProblem(field, each)
    tallies.fields.count(problem ? `${place} (${problem})` : place, problem === null, reason)
    const isMade =
      field.type === 'lines' &&
      entity !== undefined &&
      madeOf?.has(linesResource(entity, each.name, field))
    for (const flag of each.flags) {
      const isLater = (isMade || built.isMade) && flag === 'req' && field.required !== undefined
      const has = isLater || hasFlag(field, flag)
      if (has !== null) tallies.flags.count(`${place}: ${flag}`, has)
    }
    if (field.type === 'enum' && each.type === 'enum')
      for (const [option, label] of Object.entries(each.options)) {
        tallies.options.count(`${place}.${option}`, isIn(field.options, option), absent(option))
        compareLabel(tallies, `${place}.${option}`, field.options[option], label)
      }
    if (field.type === 'lines')
      compareFields(
        tallies,
        { fields: field.fields, isMade: isMade === true },
        each.fields,
        place,
        absent,
      )
  }
}

const compareLabel = (tallies: Tallies, place: string, built: Label | undefined, label: string): void => {
  if (built) tallies.labels.count(`${place}: ${label}`, built.zh === label)
} // prettier-ignore

const typeProblem = (field: Field, wanted: RequiredField): string | null => {
  const isMany = wanted.type === 'text' && wanted.flags.includes('many')
  const allowed = isMany ? ['tags'] : (types[wanted.type] ?? [wanted.type])
  if (!allowed.includes(field.type)) return `${field.type} instead of ${wanted.type}`
  if (wanted.to && 'to' in field && field.to !== wanted.to) return `to ${String(field.to)}`
  const isGiven = isComputed(field) || field.auto || field.copy !== undefined || field.readonly
  return wanted.isComputed && !isGiven ? 'not computed' : null
}

/** Tells whether a field carries a flag of the requirements; null for those that are not compared. */
const hasFlag = (field: Field, flag: string): boolean | null => {
  const system = isComputed(field) || field.type === 'serial' || field.auto === true || field.readonly === true || field.copy !== undefined
  if (flag === 'req') return field.type === 'serial' || (field.required !== undefined && (field.required === true || field.default !== undefined || system))
  if (flag.startsWith('req@')) {
    const { required } = field
    return required !== undefined || system
  }
  if (flag === 'uniq') return field.unique !== undefined || field.type === 'serial'
  if (flag === 'conf') return field.confidential === true || field.secret === true
  if (flag === 'secret') return field.secret === true
  if (flag === 'auto') return system || isFormula(field.default)
  if (flag === 'many') return field.type === 'enum' ? field.many === true : ['references', 'tags', 'attachments'].includes(field.type)
  return flag.startsWith('=') ? field.default !== undefined : null
} // prettier-ignore

const compareStep = (
  tallies: Tallies,
  entity: Entity,
  step: RequiredStep,
  absent: Absent,
): void => {
  const steps = Object.values(entity.workflow?.transitions ?? {}).filter(
    ({ from, to }) => from.includes(step.from) && to === step.to,
  )
  const place = `${entity.name}: ${step.from} > ${step.to}`
  const reason = absent(`${step.guard} ${step.effects}`)
  tallies.steps.count(place, steps.length > 0, reason)
  const owner = ownerFieldOf(entity).replace(/_id$/, '')
  const actors = steps.flatMap(({ by }) => by.map((actor) => (actor === owner ? 'owner' : actor)))
  for (const actor of step.who) tallies.actors.count(`${place} by ${actor}`, actors.includes(actor === owner ? 'owner' : actor), reason) // prettier-ignore
  for (const [part, text] of Object.entries({ guard: step.guard, effect: step.effects })) {
    const missing = absent(text)
    if (text) tallies.texts.count(`${place}, ${part} "${text}"`, missing === null, missing)
  }
}
