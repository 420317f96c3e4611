import { sql } from 'kysely'
import type { Label, Rule } from '#model/language/definition.ts'
import { parseCondition, testPaths } from '#model/language/predicate.ts'
import type { Resource } from '#model/language/resources.ts'
import { Problem } from '../problems.ts'
import { name } from '../sql/names.ts'
import { openCompile } from './compile.ts'
import { recordKey } from './journal.ts'
import { answers, type Question } from './rows.ts'
import { resourceOf, type Work } from './work.ts'

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

const rulesOf = (resource: Resource): readonly Rule[] =>
  (resource.parent ? resource.parent.lines.rules : resource.entity.rules) ?? []

/** Lists the rules that rows break, as far as they apply to what changed; one statement a resource. */
const brokenRules = async (
  work: Work,
  resource: Resource,
  rows: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Broken[]> => {
  const rules = rulesOf(resource)
  if (rules.length === 0) return []
  const historical = await historicalOf(work, resource, [...rows.keys()])
  const due = [...rows].flatMap(([id, changed]) => {
    const rulesDue = rules.filter((rule) =>
      applies(work, resource, rule, id, changed, historical.has(id)),
    )
    return rulesDue.length > 0 ? [[id, rulesDue] as const] : []
  })
  const ids = due.map(([id]) => id)
  const all = await answers(
    work,
    openCompile(work),
    resource.name,
    ids,
    questionsOf(rules, resource),
  )
  return due.flatMap(([id, rulesDue]) =>
    rulesDue.flatMap((rule) => {
      const answer = all.get(id)
      const i = rules.indexOf(rule)
      if (!answer || answer[`when ${i}`] === false || answer[`require ${i}`] === true) return []
      return [{ rule, id, path: pathOf(work, resource, rule, id, answer.position) }]
    }),
  )
}

const questionsOf = (rules: readonly Rule[], resource: Resource): Record<string, Question> => {
  const questions: Record<string, Question> = {}
  for (const [i, rule] of rules.entries()) {
    questions[`require ${i}`] = { test: parseCondition(rule.require) }
    if (rule.when !== undefined) questions[`when ${i}`] = { test: parseCondition(rule.when) }
  }
  if (resource.parent) questions.position = { path: 'position' }
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

const applies = (
  work: Work,
  resource: Resource,
  rule: Rule,
  id: string,
  changed: ReadonlySet<string>,
  isHistorical: boolean,
): boolean => {
  const person = work.journal.persons.get(recordKey(resource.name, id))
  if (rule.of && !(person && (person.created || rule.of.some((field) => person.fields.has(field)))))
    return false
  if (!isHistorical) return true
  const fields = testPaths(parseCondition(rule.require)).map((path) => path.split('.')[0] ?? path)
  return fields.some((field) => changed.has(field) || changed.has(`${field}_id`))
}

/** Imported records that nobody has taken a step on: only rules about what changed hold for them. */
export const historicalOf = async (
  work: Work,
  resource: Resource,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (resource.kind === 'lines' || ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select "id" from ${name(resource.table)}
    where "id" = any(${ids}::uuid[]) and "_historical"`.execute(work.db)
  return new Set(rows.map(({ id }) => id))
}
