import { readFileSync } from 'node:fs'
import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import { model } from '#model/index.ts'
import { fieldTypes, type Entity } from '#model/language/definition.ts'
import { formulaFunctions } from '#model/language/ast.ts'
import { checkModel, problemText } from '#model/language/check.ts'
import { effectKeys } from '#model/language/check-keys.ts'
import { variableNames } from '#model/language/time.ts'

const guide = readFileSync('docs/model.md', 'utf8')
const source = /```ts\nexport const toolLoans = ([\s\S]*?)```/.exec(guide)?.[1] ?? ''

/** The entity that the guide writes, as the text says. */
const written = (change: (text: string) => string = (text) => text): Entity => {
  const found: unknown = vm.runInNewContext(change(source), { entity: (each: unknown) => each })
  return JSON.parse(JSON.stringify(found)) // out of its own context, as plain data
}

const problemsWith = (entity: Entity): readonly string[] =>
  checkModel({ ...model, entities: [...model.entities, entity] })
    .filter(({ path }) => path.startsWith('tool_loans'))
    .map((problem) => problemText(problem).slice('M000 tool_loans.'.length))

describe('the guide to the language', () => {
  test('shows a definition that has no problem beside the others', () => {
    expect(problemsWith(written())).toEqual([])
  })

  test('is told what is wrong with it at each place', () => {
    const mistakes = [
      ["to: 'employees'", "to: 'employes'", 'fields.owner_id.to: no entity "employes" (did you mean "employees"?)'],
      ["sum: 'worth'", "sum: 'wort'", 'fields.worth.rollup.sum: "tool_loan_items" has no field or path "wort" (did you mean "worth"?)'],
      ['quantity * price', 'quantity * prize', 'fields.items.fields.worth.formula: "tool_loan_items" has no field or path "prize" (did you mean "price"?)'],
      ["to: 'returned'", "to: 'returnd'", 'workflow.transitions.give_back.to: no state "returnd" (did you mean "returned"?)'],
      ["tone: 'info'", "tone: 'blue'", 'workflow.states.lent.tone: "blue" is none of neutral, info, good, warn, bad'],
      ["every: 'daily'", "every: 'weekly'", 'schedule.remind-late.every: "weekly" is none of daily, hourly, tick'],
      ["kind: 'reminder'", "kind: 'alarm'", 'schedule.remind-late.effects.0.kind: "alarm" is none of reminder, warning, escalation, approval, info'],
      ['100 * late', '100 * lat', 'analytics.measures.late_share.calc: no measure "lat" (did you mean "late"?)'],
      ['tier:', 'teir:', 'teir: unknown key "teir" (did you mean "tier"?)'],
    ] as const // prettier-ignore
    for (const [right] of mistakes) expect(source).toContain(right)
    const slips = (text: string) =>
      mistakes.reduce((sum, [right, wrong]) => sum.replace(right, wrong), text)
    const told = mistakes.map(([, , problem]) => problem)
    expect(problemsWith(written(slips))).toEqual(expect.arrayContaining(told))
  })

  test('names every type of field, function, variable and effect', () => {
    const named = new Set(guide.match(/\$?[a-z_]+/g))
    const variables = variableNames.filter((name) => !name.startsWith('period_'))
    const due = [...fieldTypes, ...formulaFunctions, ...variables.map((name) => `$${name}`)]
    const effects = Object.keys(effectKeys).filter((name) => name !== 'run')
    expect([...due, ...effects].filter((name) => !named.has(name))).toEqual([])
  })
})
