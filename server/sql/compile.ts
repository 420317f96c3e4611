import type { RawBuilder } from 'kysely'
import type { Test } from '#model/language/ast.ts'
import type { Context } from '#model/language/context.ts'
import type { Field, Label } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Source } from './source.ts'

/** What a fragment yields; lists are arrays of text or uuid, `json` is the list of attachments. */
export type Kind =
  'number' | 'text' | 'date' | 'datetime' | 'boolean' | 'uuid' | 'null' | 'texts' | 'uuids' | 'json'

/** A fragment with what it yields. */
export type Typed = {
  readonly sql: RawBuilder<unknown>
  readonly kind: Kind
  /** Set when the fragment is bigint, so that arithmetic casts it to numeric first. */
  readonly integer?: true
  /** Set when a case-folding unique index serves equality with this column. */
  readonly unique?: true
  /** Text literal as written, so that a comparison with a date can read it as one. */
  readonly literal?: string
}

/** A value known before the statement runs: an answer of a dialog (`ask.x`), a row of a loop (`each.x`). */
export type Binding = { readonly value: unknown; readonly field?: Field }

/** Everything that turns a path, formula or predicate of the model into SQL. */
export type Compile = {
  readonly index: ModelIndex
  readonly ctx: Context
  /** Asked first for every path. */
  readonly bindings?: (path: string) => Binding | undefined
  /** Where a confidential or secret field may be read; elsewhere it is null in every use. */
  readonly visible?: (resource: string, field: string) => Test | boolean
  /** Which rows of another resource may be seen through a path or `$some`; default all. */
  readonly readable?: (resource: string) => Test | boolean
  /** Compiles a `metric` field; supplied by the metric layer. */
  readonly metric?: (source: Source, field: string) => Typed
  /** Reads `state` as it is now although `ctx.asOf` is set; rollups with `dated` ask for it. */
  readonly stateNow?: true
}

export type CompileCode = 'unknown_path' | 'bad_value' | 'bad_operator' | 'not_dated' | 'no_metric'

/** A path, value or operator that cannot be compiled; the query is wrong, not the server. */
export class CompileError extends Error {
  readonly code: CompileCode
  readonly path: string
  readonly label: Label

  constructor(code: CompileCode, path: string, label: Label) {
    super(`${path}: ${label.en}`)
    this.name = 'CompileError'
    this.code = code
    this.path = path
    this.label = label
  }
}
