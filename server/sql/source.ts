import { sql, type Expression, type RawBuilder } from 'kysely'
import type { Expr, Test } from '#model/language/ast.ts'
import { storageOf } from '#model/language/dependencies.ts'
import type { Field } from '#model/language/definition.ts'
import { resolvePath, type Resource } from '#model/language/resources.ts'
import { plainAsOf, isDated, stateAsOf } from './as-of.ts'
import { CompileError, type Compile, type Typed } from './compile.ts'
import { computedValue } from './computed.ts'
import { expressionOf } from './formula.ts'
import { isComputed, isFolded, isInteger, kindOfField } from './kinds.ts'
import { bound, nullOf } from './literals.ts'
import { column, name as quote } from './names.ts'
import { conditionOf } from './predicate.ts'

/** Aliases and to-one joins of one FROM clause; sub-queries number on from the same counter. */
type Frame = {
  readonly root: string
  readonly joins: Map<string, { readonly alias: string; readonly sql: RawBuilder<unknown> }>
  readonly counter: { next: number }
}

/** A fragment that is built when the statement is: it sees joins that were added after it was placed. */
const late = (build: () => RawBuilder<unknown>): Expression<unknown> => ({
  expressionType: undefined,
  toOperationNode: () => build().toOperationNode(),
})

/**
 * The rows of one resource inside a statement, and every fragment that may be said about them.
 *
 * To-one hops become left joins, each once, however often they are read.
 *
 * @example
 * const s = from(c, 'receivables')
 * sql`select ${s.path('customer.region')} from ${s.from()} where ${s.where(test)}`
 */
export class Source {
  readonly c: Compile
  readonly resource: Resource
  readonly alias: string
  private readonly frame: Frame
  /** Conditions under which the rows on the way here may be read. */
  private readonly guards: readonly RawBuilder<boolean>[]

  constructor(
    c: Compile,
    resource: Resource,
    alias: string,
    frame: Frame,
    guards: readonly RawBuilder<boolean>[] = [],
  ) {
    this.c = c
    this.resource = resource
    this.alias = alias
    this.frame = frame
    this.guards = guards
  }

  /** Whether these are the rows after FROM, not those that a hop joins. */
  get isRoot(): boolean {
    return this.alias === this.frame.root
  }

  /** The value at a dotted path, masked where the viewer may not read it. */
  path(path: string): RawBuilder<unknown> {
    return this.typed(path).sql
  }

  /** The value at a dotted path with its kind. Errors: `unknown_path`. */
  typed(path: string): Typed {
    const binding = this.c.bindings?.(path)
    if (binding) return bound(this.c, binding.value, binding.field, path)
    const found = resolvePath(this.c.index, this.resource.name, path)
    if (!found) throw unknownPath(this.resource, path)
    const at = found.hops.reduce<Source>((source, hop) => source.hop(hop.field), this)
    return at.field(found.name, found.part)
  }

  /** True exactly when the test holds, false otherwise, never null. */
  condition(test: Test): RawBuilder<boolean> {
    return conditionOf(this, test, true)
  }

  /** True when the test holds, else false or null: for WHERE, FILTER and ON, where indexes can serve it. */
  where(test: Test): RawBuilder<boolean> {
    return conditionOf(this, test, false)
  }

  /** The value of a formula. */
  expression(expr: Expr): RawBuilder<unknown> {
    return expressionOf(this, expr).sql
  }

  /** The joins that the fragments made so far (or later, before the statement is compiled) need. */
  joins(): Expression<unknown> {
    return late(() =>
      sql.join(
        [...this.frame.joins.values()].map((join) => join.sql),
        sql` `,
      ),
    )
  }

  /** What stands after FROM: the table under its alias with its joins. */
  from(): Expression<unknown> {
    return late(() => sql`${this.table()} ${this.joins()}`)
  }

  /** The table under its alias. */
  table(): RawBuilder<unknown> {
    return sql`${quote(this.resource.table)} as ${quote(this.alias)}`
  }

  /** A stored column, whatever the field's meaning or the viewer's rights: ids, versions, keys. */
  column(name: string): RawBuilder<unknown> {
    return column(this.alias, name)
  }

  /** The same rows and joins without masking: for scopes, guards and computed values. */
  open(): Source {
    const { visible: _visible, readable: _readable, ...c } = this.c
    return new Source(c, this.resource, this.alias, this.frame)
  }

  /** The same rows under another compile context. */
  under(c: Compile): Source {
    return new Source(c, this.resource, this.alias, this.frame, this.guards)
  }

  /** The row that a reference field points to, joined once. */
  hop(field: string): Source {
    const definition = this.resource.fields[field]
    const to = definition?.type === 'reference' ? definition.to : undefined
    const target = to === undefined ? undefined : this.c.index.resources.get(to)
    if (!target) throw unknownPath(this.resource, field)
    const alias = this.join(field, target)
    const plain = new Source(this.c, target, alias, this.frame)
    return new Source(this.c, target, alias, this.frame, [...this.guards, ...readableOnly(plain)])
  }

  /** Rows of another resource in a sub-query of their own. */
  child(resource: string): Source {
    const found = this.c.index.resources.get(resource)
    if (!found) throw unknownPath(this.resource, resource)
    const { counter } = this.frame
    const alias = `t${(counter.next += 1)}`
    return new Source(this.c, found, alias, { root: alias, joins: new Map(), counter })
  }

  /** A field of these rows, masked. */
  field(name: string, part?: 'resource' | 'id'): Typed {
    const field = this.resource.fields[name]
    if (!field) throw unknownPath(this.resource, name)
    return masked(this, name, this.guards, rawField(this, name, field, part))
  }

  /** The value of a computed field from what it depends on, rounded and cast to its column: for storing it. */
  definition(name: string): RawBuilder<unknown> {
    return computedValue(ofItsDay(this), name).sql
  }

  private join(field: string, target: Resource): string {
    const key = `${this.alias}.${field}`
    const known = this.frame.joins.get(key)
    if (known) return known.alias
    const alias = `t${(this.frame.counter.next += 1)}`
    const on = sql`${column(alias, 'id')} = ${column(this.alias, field)}`
    this.frame.joins.set(key, {
      alias,
      sql: sql`left join ${quote(target.table)} as ${quote(alias)} on ${on}`,
    })
    return alias
  }
}

const unknownPath = (resource: Resource, path: string): CompileError =>
  new CompileError('unknown_path', path, {
    zh: `${resource.label.zh}没有“${path}”`,
    en: `${resource.name} has no "${path}"`,
  })

const readableOnly = (source: Source): readonly RawBuilder<boolean>[] => {
  const test = source.c.readable?.(source.resource.name) ?? true
  if (test === true) return []
  if (test === false) return [sql<boolean>`false`]
  return [source.open().condition(test)]
}

const masked = (
  source: Source,
  name: string,
  guards: readonly RawBuilder<boolean>[],
  value: Typed,
): Typed => {
  const visible = source.c.visible?.(source.resource.name, name) ?? true
  if (visible === false) return nullOf(value.kind)
  const conditions = visible === true ? guards : [...guards, source.open().condition(visible)]
  if (conditions.length === 0) return value
  const all = sql.join([...conditions], sql` and `)
  const { unique: _unique, ...kept } = value
  return { ...kept, sql: sql`case when ${all} then ${value.sql} end` }
}

const rawField = (
  source: Source,
  name: string,
  field: Field,
  part: 'resource' | 'id' | undefined,
): Typed => {
  const { c, resource } = source
  if (field.type === 'lines') return linesOf(source, name)
  if (field.type === 'record_ref') return pointer(source, name, part)
  const { asOf } = c.ctx
  if (isComputed(field)) {
    const stored = storageOf(c.index, resource.name, name) === 'stored'
    const moves = asOf !== undefined && isDated(c.index, resource.name, name)
    if (!stored || moves) return ofRow(source, computedValue(ofItsDay(source), name))
  }
  if (name === 'state' && asOf !== undefined && !c.stateNow) return stateAsOf(source)
  const plain: Typed = {
    kind: kindOfField(field),
    sql: source.column(name),
    ...(isInteger(field) && { integer: true as const }),
    ...(isFolded(field) && { unique: true as const }),
  }
  return field.dated && asOf !== undefined ? plainAsOf(source, field.dated, plain) : plain
}

/** Of a record that a path does not reach there is no value, not the value of no rows. */
const ofRow = (source: Source, value: Typed): Typed =>
  source.isRoot
    ? value
    : { ...value, sql: sql`case when ${source.column('id')} is not null then ${value.sql} end` }

/** Computed values read states as of the day asked for, also inside a dated rollup; their parts are not masked. */
const ofItsDay = (source: Source): Source => {
  const { stateNow: _stateNow, ...c } = source.c
  return source.under(c).open()
}

const pointer = (source: Source, name: string, part: 'resource' | 'id' | undefined): Typed => {
  const [resource, id] = [source.column(`${name}_resource`), source.column(`${name}_id`)]
  if (part === 'resource') return { kind: 'text', sql: resource }
  if (part === 'id') return { kind: 'uuid', sql: id }
  return { kind: 'text', sql: sql`(${resource} || '/' || cast(${id} as text))` }
}

/** Ids of the lines, in order. */
const linesOf = (source: Source, name: string): Typed => {
  const lines = [...source.c.index.resources.values()].find(
    ({ parent }) => parent?.resource === source.resource.name && parent.field === name,
  )
  if (!lines?.parent) throw unknownPath(source.resource, name)
  const child = source.child(lines.name)
  const mine = sql`${child.column(lines.parent.key)} = ${source.column('id')}`
  return {
    kind: 'uuids',
    sql: sql`array(select ${child.column('id')} from ${child.table()} where ${mine} order by ${child.column('position')})`,
  }
}

/**
 * Begins a statement over the rows of a resource.
 *
 * `alias` tells two sources of one statement apart; the default is `t0`.
 * Errors: `unknown_path` when there is no such resource.
 */
export const from = (c: Compile, resource: string, alias = 't0'): Source => {
  const found = c.index.resources.get(resource)
  if (!found)
    throw new CompileError('unknown_path', resource, {
      zh: `没有“${resource}”`,
      en: `there is no resource "${resource}"`,
    })
  return new Source(c, found, alias, { root: alias, joins: new Map(), counter: { next: 0 } })
}
