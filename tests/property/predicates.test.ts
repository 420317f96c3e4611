import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Condition } from '#model/language/definition.ts'
import { matches, parseCondition } from '#model/language/predicate.ts'
import { asOfGap } from '#model/language/dependencies.ts'
import { openMemory } from '../../server/database/memory.ts'
import type { Database } from '../../server/database/database.ts'
import { CompileError } from '../../server/sql/compile.ts'
import { from } from '../../server/sql/source.ts'
import { compileOf, load, prepare, readAll, scopesOf } from './database.ts'
import { drawing, type Draw } from './draw.ts'
import { conditionFormula, predicateOf } from './predicates.ts'
import { drawWorld, type World } from './world.ts'

const worlds = 14
const each = 100
let database: Database
beforeAll(async () => {
  database = await openMemory()
  await prepare(database)
  return () => database.close()
})

type Case = { readonly resource: string; readonly condition: Condition }

const drawCase = (draw: Draw, world: World): Case => {
  const resource = draw.pick(['alphas', 'alphas', 'betas', 'betas', 'alpha_lines', 'gammas'])
  const condition = draw.chance(25)
    ? conditionFormula(draw, world.index, resource)
    : predicateOf(draw, world.index, resource, 4)
  return { resource, condition }
}

const worldAndCases = drawing((draw) => {
  const world = drawWorld(draw)
  return { world, cases: Array.from({ length: each }, () => drawCase(draw, world)) }
})

let compared = 0
let refused = 0

const differences = async (world: World, resource: string, conditions: readonly Condition[]) => {
  const source = from(compileOf(world), resource)
  const compiled = conditions.flatMap((condition) => {
    try {
      const test = parseCondition(condition)
      return [{ condition, test, exact: source.condition(test), loose: sql`((${source.where(test)}) is true)` }]
    } catch (error) {
      if (!(error instanceof CompileError) || error.code !== 'not_dated') throw new Error(`${JSON.stringify(condition)}: ${String(error)}`)
      refused += 1
      return []
    }
  })
  const found = await readAll(database, source.from(), source.column('id'), compiled.flatMap((each) => [each.exact, each.loose]))
  compared += compiled.length
  return scopesOf(world, resource).flatMap((scope) => {
    const values = found.get(String(scope.get('id'))) ?? []
    return compiled.flatMap(({ condition, test }, i) => {
      const js = matches(test, scope, world.ctx)
      return values[2 * i] === js && values[2 * i + 1] === js ? [] : [{ id: scope.get('id'), condition, js, sql: values[2 * i], where: values[2 * i + 1] }]
    })
  })
} // prettier-ignore

test('a predicate holds for the same rows in JavaScript and in SQL', async () => {
  for (const { world, cases } of fc.sample(worldAndCases, { seed: 20261121, numRuns: worlds })) {
    await load(database, world)
    for (const resource of ['alphas', 'betas', 'alpha_lines', 'gammas']) {
      const conditions = cases.filter((each) => each.resource === resource)
      for (let i = 0; i < conditions.length; i += 20) {
        const batch = conditions.slice(i, i + 20).map((each) => each.condition)
        const found = await differences(world, resource, batch)
        if (found.length) {
          const d = found[0]
          const m = JSON.stringify(d?.condition)
          console.log(
            JSON.stringify({
              ctx: world.ctx,
              d,
              fields: Object.fromEntries(
                [...world.index.resources].map(([k, r]) => [
                  k,
                  Object.fromEntries(
                    Object.entries(r.fields)
                      .filter(([n]) => m.includes(n))
                      .map(([n, f]) => [n, { ...f, label: undefined, options: undefined }]),
                  ),
                ]),
              ),
              rows: [...world.rows].map(([k, rs]) => [
                k,
                rs.filter((r) => r.id === d?.id || JSON.stringify(r).includes(String(d?.id))),
              ]),
            }),
          )
        }
        expect(found).toEqual([])
      }
    }
  }
  expect(compared).toBeGreaterThan(1000)
})
