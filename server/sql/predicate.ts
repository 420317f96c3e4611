import { sql, type RawBuilder } from 'kysely'
import type { Comparison, Operand, Test } from '#model/language/ast.ts'
import { resolveOperand } from '#model/language/predicate.ts'
import { searchTerms } from '#model/language/search.ts'
import { bigrams } from '#model/language/search-text.ts'
import { addDays, startOfDay } from '#model/language/time.ts'
import { foldAscii } from '#model/language/value.ts'
import { CompileError, type Compile, type Kind, type Typed } from './compile.ts'
import { absent, collated, expressionOf, idsOf, truth } from './formula.ts'
import { isDay, isUuid, literal } from './literals.ts'
import { belongs } from './rollup.ts'
import type { Source } from './source.ts'

type Compare = Extract<Test, { k: 'compare' }>
type Some = Extract<Test, { k: 'some' }>
type Fragment = RawBuilder<boolean>

const yes = sql<boolean>`true`
const no = sql<boolean>`false`

const isSeveral = (value: Compare['value']): value is readonly Operand[] => Array.isArray(value)

const operandsOf = (c: Compile, value: Compare['value']): unknown =>
  isSeveral(value)
    ? value.flatMap((each) => resolveOperand(each, c.ctx) ?? [null])
    : resolveOperand(value, c.ctx)

const isList = (kind: Kind): boolean => kind === 'texts' || kind === 'uuids'

/** Days beside instants: the local day decides, said as a range so that an index serves it. */
const onDays = (c: Compile, path: string, of: Typed, days: readonly string[]): Fragment =>
  sql<boolean>`(${sql.join(
    days.map((day) => sql`(${order(c, path, of, '>=', day)} and ${order(c, path, of, '<=', day)})`),
    sql` or `,
  )})`

/** Not null and among these values; an id that is no uuid, or a day beside an instant, is handled apart. */
const among = (c: Compile, path: string, of: Typed, values: readonly unknown[]): Fragment => {
  if (isList(of.kind)) {
    const list = literal(c, of.kind, values.map(String), path)
    return sql<boolean>`${of.sql} && ${list.sql}`
  }
  if (of.kind === 'json') return among(c, path, idsOf(of), values)
  const days = of.kind === 'datetime' ? values.filter(isDay) : []
  const usable = values.filter((v) => (of.kind === 'uuid' ? isUuid(v) : !days.includes(String(v))))
  const parts: Fragment[] = days.length > 0 ? [onDays(c, path, of, days)] : []
  if (usable.length > 0) parts.push(equalToAny(c, path, of, usable))
  return anyOf(parts)
}

/** Equal to one of these; a unique text also says so in the folded form that its index holds. */
const equalToAny = (c: Compile, path: string, of: Typed, values: readonly unknown[]): Fragment => {
  if (of.kind === 'uuid' && values.length > 1)
    return sql<boolean>`${of.sql} = any(cast(${values} as uuid[]))`
  const literals = values.map((value) => literal(c, of.kind, value, path))
  const among = (left: RawBuilder<unknown>, right: readonly RawBuilder<unknown>[]) =>
    right.length === 1 ? sql`${left} = ${right[0]}` : sql`${left} in (${sql.join([...right])})`
  const plain = among(
    of.sql,
    literals.map((each) => each.sql),
  )
  if (!of.unique) return sql<boolean>`${plain}`
  const folded = literals.map((each) => sql`cast(${foldAscii(each.literal ?? '')} as text)`)
  return sql<boolean>`(${among(sql`lower(${of.sql} collate "C")`, folded)} and ${plain})`
}

const anyOf = (parts: readonly Fragment[]): Fragment => {
  const [first, ...rest] = parts
  if (!first) return no
  return rest.length === 0 ? first : sql<boolean>`(${sql.join([...parts], sql` or `)})`
}

const oneOf = (c: Compile, path: string, of: Typed, asked: unknown): Fragment => {
  const values: readonly unknown[] = Array.isArray(asked) ? asked : [asked ?? null]
  const isAbsentValue = (value: unknown) =>
    value === null || (Array.isArray(value) && value.length === 0)
  const present = values.flatMap((value) => (isAbsentValue(value) ? [] : (value ?? [])))
  return anyOf([
    ...(present.length > 0 ? [among(c, path, of, present)] : []),
    ...(values.some(isAbsentValue) ? [absent(of)] : []),
  ])
}

const unsupported = (path: string, op: string): CompileError =>
  new CompileError('bad_operator', path, {
    zh: `${op} 不能用于“${path}”`,
    en: `${op} cannot be used on "${path}"`,
  })

/** An order comparison; a day beside an instant compares with its local day. */
const order = (c: Compile, path: string, of: Typed, op: string, value: unknown): Fragment => {
  if (of.kind !== 'datetime' || !isDay(value))
    return sql<boolean>`${collated(of)} ${sql.raw(op)} ${literal(c, of.kind, value, path).sql}`
  const upper = op === '>' || op === '<='
  const edge = startOfDay(upper ? addDays(value, 1) : value, c.ctx.zone)
  const side = sql.raw(op.startsWith('>') ? '>=' : '<')
  return sql<boolean>`${of.sql} ${side} ${literal(c, 'datetime', edge, path).sql}`
}

const inOrder =
  (op: string): Comparer =>
  (c, path, of, asked) => {
    if (isList(of.kind) || of.kind === 'json' || of.kind === 'boolean') throw unsupported(path, op)
    if (asked === null || asked === undefined || Array.isArray(asked)) return no
    return order(c, path, of, op, asked)
  }

const textual =
  (op: string, build: (text: RawBuilder<unknown>, asked: string) => Fragment): Comparer =>
  (_c, path, of, asked) => {
    if (of.kind !== 'text') throw unsupported(path, op)
    return typeof asked === 'string'
      ? build(sql`lower((${of.sql}) collate "C")`, foldAscii(asked))
      : no
  }

type Comparer = (c: Compile, path: string, of: Typed, asked: unknown) => Fragment

/** How each operator compares; the answer may be null where it would be false. */
const comparers: Readonly<Record<Comparison, { readonly of: Comparer; readonly negated?: true }>> =
  {
    $eq: { of: oneOf },
    $ne: { of: oneOf, negated: true },
    $in: { of: oneOf },
    $nin: { of: oneOf, negated: true },
    $has: { of: oneOf },
    $gt: { of: inOrder('>') },
    $gte: { of: inOrder('>=') },
    $lt: { of: inOrder('<') },
    $lte: { of: inOrder('<=') },
    $starts: {
      of: textual('$starts', (text, asked) => sql<boolean>`starts_with(${text}, ${asked})`),
    },
    $contains: {
      of: textual('$contains', (text, asked) => sql<boolean>`strpos(${text}, ${asked}) > 0`),
    },
    $null: {
      of: (_c, _path, of, asked) => (asked === true ? absent(of) : sql`(not ${absent(of)})`),
    },
  }

const compareOf = (source: Source, test: Compare): Fragment => {
  const { of, negated } = comparers[test.op]
  const found = of(source.c, test.path, source.typed(test.path), operandsOf(source.c, test.value))
  return negated ? sql<boolean>`(not coalesce(${found}, false))` : found
}

const someOf = (source: Source, test: Some): Fragment => {
  const parent = test.at === undefined ? source : pointed(source, test.at)
  const child = source.child(test.of)
  const readable = source.c.readable?.(test.of) ?? true
  const conditions = [
    ...belongs(child, test.by, parent),
    ...(readable === true ? [] : [readable === false ? no : child.open().where(readable)]),
    conditionOf(child, test.where, false),
  ]
  return sql<boolean>`exists (select 1 from ${child.from()} where ${sql.join(conditions, sql` and `)})`
}

const pointed = (source: Source, path: string): Source =>
  path.split('.').reduce((at, segment) => at.hop(hopField(at, segment)), source)

const hopField = (source: Source, segment: string): string => {
  const field = `${segment}_id`
  return source.resource.fields[field]?.type === 'reference' ? field : segment
}

const searchOf = (source: Source, text: string): Fragment => {
  const terms = searchTerms(text)
  if (terms.length === 0) return yes
  if (source.resource.kind === 'lines')
    throw new CompileError('bad_operator', 'q', {
      zh: `${source.resource.label.zh}没有全文检索，请按字段筛选`,
      en: `${source.resource.name} have no search text; filter by fields`,
    })
  const [found, grams] = [source.column('_search'), source.column('_grams')]
  const parts = terms.flatMap((term) => {
    const pairs = bigrams(term)
    return [
      ...(pairs.length > 0 ? [sql<boolean>`${grams} @> cast(${pairs} as text[])`] : []),
      sql<boolean>`strpos(${found}, ${term}) > 0`,
    ]
  })
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

const combined = (source: Source, tests: readonly Test[], word: 'and' | 'or', exact: boolean) => {
  const parts = tests.map((test) => conditionOf(source, test, exact))
  if (parts.length === 0) return word === 'and' ? yes : no
  return sql<boolean>`(${sql.join(parts, word === 'and' ? sql` and ` : sql` or `)})`
}

/**
 * Compiles a test over the rows of a source.
 *
 * `exact` gives true or false, never null; without it a null stands for false, which WHERE accepts and
 * indexes serve. Meaning as `matches` in the language. Errors: `unknown_path`, `bad_value`, `bad_operator`.
 */
export const conditionOf = (source: Source, test: Test, exact: boolean): Fragment => {
  switch (test.k) {
    case 'constant':
      return test.value ? yes : no
    case 'all':
      return combined(source, test.of, 'and', exact)
    case 'any':
      return combined(source, test.of, 'or', exact)
    case 'not':
      return sql<boolean>`(not ${conditionOf(source, test.of, true)})`
    case 'compare': {
      const found = compareOf(source, test)
      return exact ? sql<boolean>`coalesce(${found}, false)` : found
    }
    case 'some':
      return someOf(source, test)
    case 'search': {
      const found = searchOf(source, test.text)
      return exact ? sql<boolean>`coalesce(${found}, false)` : found
    }
    case 'formula':
      return truth(expressionOf(source, test.expr))
  }
}
