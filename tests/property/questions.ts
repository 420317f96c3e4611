import { sql, type RawBuilder } from 'kysely'
import type { Condition, Rollup } from '#model/language/definition.ts'
import * as compute from '#model/language/compute.ts'
import * as formula from '#model/language/formula.ts'
import { fieldKind } from './field-kinds.ts'
import * as predicate from '#model/language/predicate.ts'
import * as scope from '#model/language/scope.ts'
import { searchTextOf } from '#model/language/search-text.ts'
import type { Database } from '../../server/database/database.ts'
import { CompileError, type Typed } from '../../server/sql/compile.ts'
import { expressionOf } from '../../server/sql/formula.ts'
import { rollupOf } from '../../server/sql/rollup.ts'
import { from, type Source } from '../../server/sql/source.ts'
import { normal, normalNumber, readAll } from './database.ts'
import type { Draw } from './draw.ts'
import { formulaKinds, formulaOf, reachOf } from './formulas.ts'
import { conditionFormula, predicateOf } from './predicates.ts'
import { childrenOfAlphas, hopsOf, rollupField, type World } from './world.ts'

/** Something that is asked of every row of a resource, in both languages. */
export type Question = { readonly resource: string } & (
  | { readonly kind: 'predicate'; readonly ask: Condition }
  | { readonly kind: 'formula'; readonly ask: string }
  | { readonly kind: 'rollup'; readonly ask: Rollup }
  | { readonly kind: 'field'; readonly ask: string }
)
export type Kind = Question['kind']

/** Answers by row id, in one written form. */
export type Answers = ReadonlyMap<string, string>

/** The JavaScript side; mutants replace it by one with a fault. */
export type Language = {
  readonly predicate: Pick<typeof predicate, 'matches' | 'parseCondition'>
  readonly formula: Pick<typeof formula, 'evaluate' | 'parseFormula'>
  readonly compute: Pick<typeof compute, 'rollupOf'>
  readonly scope: Pick<typeof scope, 'memoryScope'>
}
export const language: Language = { predicate, formula, compute, scope }

const resources = ['alphas', 'alphas', 'betas', 'betas', 'alpha_lines', 'gammas'] as const

const orderly = ['integer', 'decimal', 'money', 'percent', 'text', 'date', 'datetime']

/** Plain fields of a resource that have an order, by type. */
const orderlyFields = (world: World, resource: string): readonly (readonly [string, string])[] =>
  Object.entries(world.index.resources.get(resource)?.fields ?? {}).flatMap(([name, field]) =>
    /^[gab]_/.test(name) || field.dated !== undefined || !orderly.includes(field.type)
      ? []
      : [[name, field.type] as const],
  )

/** Children that are found by how their values stand to the record's own. */
const drawSiblings = (draw: Draw, world: World): Question | null => {
  const of = draw.pick(['betas', 'alphas'] as const)
  const pairs = orderlyFields(world, of).flatMap(([child, type]) =>
    orderlyFields(world, 'alphas').flatMap(([own, other]) =>
      type === other ? [`${child}${draw.pick(['<', '<=', '>', '>=', '='])}${own}`] : [],
    ),
  )
  if (pairs.length === 0) return null
  const by = draw.chance(50) ? draw.pick(pairs) : `${draw.pick(pairs)}&${draw.pick(pairs)}`
  return { kind: 'rollup', resource: 'alphas', ask: { of, by, count: true } }
}

const drawRollup = (draw: Draw, world: World): Question => {
  const isNow = world.ctx.asOf === undefined // they have no dated form
  const siblings = isNow && draw.chance(20) ? drawSiblings(draw, world) : null
  if (siblings) return siblings
  const [of, by] = draw.pick(childrenOfAlphas)
  const ask = rollupField(draw, world.index, of, by).rollup ?? { of, by, count: true }
  return { kind: 'rollup', resource: 'alphas', ask }
}

const drawFormula = (draw: Draw, world: World): Question => {
  const resource = draw.pick(resources)
  const reach = reachOf(world.index, resource, hopsOf(resource), (field) => field.type !== 'lines')
  return { kind: 'formula', resource, ask: formulaOf(draw, reach, draw.pick(formulaKinds), 3) }
}

const drawPredicate = (draw: Draw, world: World): Question => {
  const resource = draw.pick(resources)
  const ask = draw.chance(25)
    ? conditionFormula(draw, world.index, resource)
    : predicateOf(draw, world.index, resource, 4)
  return { kind: 'predicate', resource, ask }
}

/** Lists the computed fields of the drawn definitions: stored columns and live expressions alike. */
const fieldQuestions = (world: World): readonly Question[] =>
  ['gammas', 'betas', 'alphas'].flatMap((resource) =>
    Object.keys(world.index.resources.get(resource)?.fields ?? {})
      .filter((name) => /^[gab]_/.test(name))
      .map((ask): Question => ({ kind: 'field', resource, ask })),
  )

/** Draws so many questions of each kind. */
export const drawQuestions = (draw: Draw, world: World, count: number): readonly Question[] => [
  ...Array.from({ length: count }, () => drawPredicate(draw, world)),
  ...Array.from({ length: count }, () => drawFormula(draw, world)),
  ...Array.from({ length: count }, () => drawRollup(draw, world)),
  ...fieldQuestions(world),
]

const written = ({ kind, sql: value }: Typed): RawBuilder<unknown> =>
  kind === 'number'
    ? sql`cast(${value} as text)`
    : kind === 'datetime'
      ? sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : sql`cast(${value} as text)`

type Compiled = { readonly question: Question; readonly fragments: readonly RawBuilder<unknown>[]; readonly isNumber: boolean } // prettier-ignore

const compile = (source: Source, question: Question): Compiled => {
  if (question.kind === 'predicate') {
    const test = predicate.parseCondition(question.ask)
    const loose = sql`cast(((${source.where(test)}) is true) as text)`
    return { question, fragments: [sql`cast(${source.condition(test)} as text)`, loose], isNumber: false } // prettier-ignore
  }
  const typed =
    question.kind === 'formula'
      ? expressionOf(source, formula.parseFormula(question.ask))
      : question.kind === 'rollup'
        ? rollupOf(source, 'asked', question.ask)
        : source.typed(question.ask)
  return { question, fragments: [written(typed)], isNumber: typed.kind === 'number' }
}

/** Compiles a question; null when it has no answer as of the day asked for. */
const compiledOrNull = (source: Source, question: Question): Compiled | null => {
  try {
    return compile(source, question)
  } catch (error) {
    if (error instanceof CompileError && error.code === 'not_dated') return null
    throw new Error(`${JSON.stringify(question)}: ${String(error)}`, { cause: error })
  }
}

const batchSize = 20

/** Asks the database; questions without a dated form have no answer as of a day. */
export const sqlAnswers = async (database: Database, world: World, questions: readonly Question[]): Promise<ReadonlyMap<Question, Answers>> => {
  const answers = new Map<Question, Answers>()
  for (const [resource, asked] of Map.groupBy(questions, (question) => question.resource))
    for (let i = 0; i < asked.length; i += batchSize) {
      const source = from({ index: world.index, ctx: world.ctx }, resource)
      const compiled = asked.slice(i, i + batchSize).flatMap((question) => compiledOrNull(source, question) ?? [])
      const fragments = compiled.flatMap((each) => each.fragments)
      const rows = await readAll(database, source.from(), source.column('id'), fragments)
      let at = 0
      for (const { question, fragments: own, isNumber } of compiled) {
        const start = at
        at += own.length
        answers.set(question, new Map([...rows].map(([id, values]) => [id, own.map((_, n) => shown(values[start + n], isNumber)).join(' where ')])))
      }
    }
  return answers
} // prettier-ignore

const shown = (value: unknown, isNumber: boolean): string =>
  isNumber ? normalNumber(value) : value === null ? 'null' : String(value)

/** Asks JavaScript. */
export const jsAnswers = (world: World, question: Question, by: Language = language): Answers => {
  const rows = world.rows as ReadonlyMap<string, readonly scope.MemoryRow[]>
  const { ctx, index } = world
  return new Map(
    (rows.get(question.resource) ?? []).map((row) => {
      const at = by.scope.memoryScope(index, rows, question.resource, row, ctx, { searchText: searchTextOf })
      return [String(row.id), answerOf(world, question, at, by)]
    }),
  )
} // prettier-ignore

const answerOf = (world: World, question: Question, at: scope.RecordScope, by: Language): string => {
  const { ctx } = world
  switch (question.kind) {
    case 'predicate': {
      const holds = String(by.predicate.matches(by.predicate.parseCondition(question.ask), at, ctx))
      return `${holds} where ${holds}`
    }
    case 'formula':
      return normal(by.formula.evaluate(by.formula.parseFormula(question.ask), (path) => at.get(path), ctx))
    case 'rollup':
      return normal(by.compute.rollupOf(question.ask, at, ctx))
    case 'field':
      return fieldKind(world, question.resource, question.ask)(at.get(question.ask))
  }
} // prettier-ignore

/** Lists the rows for which the two sides differ. */
export const differences = (question: Question, js: Answers, inSql: Answers): readonly unknown[] =>
  [...js].flatMap(([id, answer]) =>
    inSql.get(id) === answer ? [] : [{ question, id, js: answer, sql: inSql.get(id) }],
  )
