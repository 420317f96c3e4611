import type { Label, Rule } from '#model/language/definition.ts'
import { parseCondition, testPaths } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { Problem } from '../../problems.ts'
import { openCompile } from '../compile.ts'
import { recordKey } from '../record/journal.ts'
import { plannedAnswers, type Question } from '../record/rows.ts'
import { resourceOf, type Work } from '../work.ts'

type Broken = { readonly rule: Rule; readonly id: string; readonly path: string }

/**
 * Checks the rules of every record that this transaction touched, as they stand at its end.
 *
 * Errors: `invalid` with every broken rule at its field; broken `warn` rules become warnings.
 */
export const checkRules = async (work: Work): Promise<void> => {
  const errors: Record<string, Label> = {}
  const rules: { rule: string; resource: string; id: string }[] = []
  for (const [name, rows] of work.journal.touched) {
    const resource = resourceOf(work.engine, name)
    for (const { rule, id, path } of await brokenRules(work, resource, rows)) {
      if (rule.warn) work.journal.warnings.push({ rule: rule.id, message: rule.message })
      else {
        errors[path] = rule.message
        rules.push({ rule: rule.id, resource: name, id })
      }
    }
  }
  if (rules.length > 0) throw new Problem('invalid', { errors, details: { rules } })
}

/** Rules of an entity, or of the child rows of one of its fields. */
export const rulesOf = (resource: Resource): readonly Rule[] =>
  (resource.parent ? resource.parent.lines.rules : resource.entity.rules) ?? []

/** Lists the rules that rows break, as far as they apply to what changed; one statement a resource. */
const brokenRules = async (
  work: Work,
  resource: Resource,
  rows: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Broken[]> => {
  const rules = rulesOf(resource)
  const due = [...rows].filter(([id]) => rules.some((rule) => isAsked(work, resource, rule, id)))
  const ids = due.map(([id]) => id)
  const questions = questionsOf(rules, resource)
  const all = await plannedAnswers(work, 'rules', openCompile, resource.name, ids, questions)
  return due.flatMap(([id, changed]) => {
    const answer = all.get(id)
    if (!answer) return []
    const isHistorical = answer.historical === true
    return rules.flatMap((rule, i) => {
      const holds = answer[`when ${i}`] === false || answer[`require ${i}`] === true
      if (holds || !isAsked(work, resource, rule, id)) return []
      if (isHistorical && !isAbout(rule, changed)) return []
      return [{ rule, id, path: pathOf(work, resource, rule, id, answer.position) }]
    })
  })
}

const questionsOf = (rules: readonly Rule[], resource: Resource): Record<string, Question> => {
  const questions: Record<string, Question> = {}
  for (const [i, rule] of rules.entries()) {
    questions[`require ${i}`] = { test: parseCondition(rule.require) }
    if (rule.when !== undefined) questions[`when ${i}`] = { test: parseCondition(rule.when) }
  }
  if (resource.parent) questions.position = { path: 'position' }
  else questions.historical = { column: '_historical' }
  return questions
}

/** Where the message stands in the form: at the field of the record that the person writes, else at the top. */
const pathOf = (
  work: Work,
  resource: Resource,
  rule: Rule,
  id: string,
  position: unknown,
): string => {
  if (rule.at === undefined || !work.journal.persons.has(recordKey(resource.name, id)))
    return '_record'
  return resource.parent ? `${resource.parent.field}.${Number(position)}.${rule.at}` : rule.at
}

/** A rule about some fields is asked only when a person changes one of them. */
const isAsked = (work: Work, resource: Resource, rule: Rule, id: string): boolean => {
  if (!rule.of) return true
  const person = work.journal.persons.get(recordKey(resource.name, id))
  return (
    person !== undefined && (person.created || rule.of.some((field) => person.fields.has(field)))
  )
}

/** Of a record that was imported, and on which nobody has taken a step, only what changed has to obey. */
const isAbout = (rule: Rule, changed: ReadonlySet<string>): boolean =>
  testPaths(parseCondition(rule.require)).some((path) => {
    const [field = path] = path.split('.')
    return changed.has(field) || changed.has(`${field}_id`)
  })
