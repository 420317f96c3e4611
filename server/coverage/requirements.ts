import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A field as the requirements write it; lines carry their own fields, choices their options. */
export type RequiredField = {
  readonly name: string
  /** In Chinese. */
  readonly label: string
  readonly type: string
  readonly to?: string
  readonly isComputed: boolean
  /** Key -> label. */
  readonly options: Readonly<Record<string, string>>
  readonly fields: readonly RequiredField[]
  readonly flags: readonly string[]
  readonly note: string
}
export type RequiredStep = {
  readonly from: string
  readonly to: string
  readonly who: readonly string[]
  readonly guard: string
  readonly effects: string
}
export type RequiredEntity = {
  readonly name: string
  readonly label: string
  readonly module: string
  readonly fields: readonly RequiredField[]
  /** Key -> label, the initial state first. */
  readonly states: Readonly<Record<string, string>>
  readonly steps: readonly RequiredStep[]
}
/** A row of a table with an id: a rule, a metric, a parameter or a clause. */
export type RequiredRow = {
  readonly id: string
  readonly cells: readonly string[]
  /** Heading under which the row stands. */
  readonly section?: string
}
export type Requirements = {
  readonly entities: readonly RequiredEntity[]
  /** Entity -> role -> cell such as `C Ro Uo Do k`. */
  readonly permissions: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly rules: readonly RequiredRow[]
  readonly parameters: readonly RequiredRow[]
  readonly metrics: readonly RequiredRow[]
  readonly clauses: readonly RequiredRow[]
}

type RawEntity = {
  name: string
  zh: string
  module: string
  fields: { name: string; zh: string; type: string; flags: string[]; note: string }[]
  states: [string, string][]
  transitions: { frm: string; to: string; who: string; guard: string; effects: string }[]
}

/**
 * Reads the catalogue of requirements.
 *
 * Errors: rejects when the folder lacks one of its files.
 */
export const readRequirements = async (folder: string): Promise<Requirements> => {
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  const [entities, permissions, rules, metrics, coverage] = await Promise.all(
    ['entities.json', 'permissions.json', 'rules.md', 'metrics.md', 'coverage.md'].map(read),
  )
  return {
    entities: (JSON.parse(entities ?? '') as RawEntity[]).map(entityOf),
    permissions: JSON.parse(permissions ?? '') as Requirements['permissions'],
    rules: tableRows(rules ?? '', /^R-\d{3}$/),
    parameters: tableRows(rules ?? '', /^[a-z_]+\.[a-z_.]+$/),
    metrics: tableRows(metrics ?? '', /^M-\d{3,4}$/),
    clauses: tableRows(coverage ?? '', /^P\d §/),
  }
}

const entityOf = (raw: RawEntity): RequiredEntity => ({
  name: raw.name,
  label: raw.zh,
  module: raw.module,
  fields: joinPairs(raw.fields.map((field) => fieldOf(field.name, field.zh, field.type, field.flags, field.note))),
  states: Object.fromEntries(raw.states),
  steps: raw.transitions.map((step) => ({
    from: step.frm,
    to: step.to,
    who: step.who.split(/[,，]\s*/).filter(Boolean),
    guard: step.guard,
    effects: step.effects,
  })),
}) // prettier-ignore

/** A pair `x_resource`, `x_id` is one reference to any record, `x`. */
const joinPairs = (fields: readonly RequiredField[]): RequiredField[] => {
  const names = new Set(fields.map(({ name }) => name))
  return fields.flatMap((field) => {
    const base = field.name.replace(/_(resource|id)$/, '')
    if (!names.has(`${base}_resource`) || !names.has(`${base}_id`) || base === field.name)
      return [field]
    return field.name.endsWith('_id') ? [] : [{ ...field, name: base, type: 'record_ref' }]
  })
}

/** Reads a type of the catalogue: `enum(key 标签, …)`, `lines(name 标签 type flags, …)`, `reference:x`, `computed:x`. */
export const fieldOf = (
  name: string,
  label: string,
  type: string,
  flags: readonly string[] = [],
  note = '',
): RequiredField => {
  const isComputed = type.startsWith('computed:')
  const text = type.replace(/^computed:/, '')
  const inner = /\((.*)\)$/s.exec(text)?.[1] ?? ''
  const [base = '', to] = text.replace(/\(.*\)$/s, '').split(':')
  return {
    name,
    label,
    type: base,
    ...(to && { to }),
    isComputed,
    options: base === 'enum' ? Object.fromEntries(splitTop(inner).map(optionOf)) : {},
    fields: base === 'lines' ? splitTop(inner).map(childOf) : [],
    flags,
    note,
  }
}

/** A choice: its key, and its label in one or more words. */
const optionOf = (text: string): readonly [string, string] => {
  const [key = '', ...words] = text.split(' ')
  return [key, words.join(' ')]
}

/** A child column: name, label, type, flags. */
const childOf = (text: string): RequiredField => {
  const [name = '', label = '', type = 'text', ...flags] = splitTop(text, ' ')
  return fieldOf(name, label, type, flags)
}

/** Splits at a separator that stands outside brackets. */
const splitTop = (text: string, separator = ','): string[] => {
  const parts: string[] = []
  let [depth, part] = [0, '']
  for (const letter of text) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (letter === separator && depth === 0) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part].map((each) => each.trim()).filter(Boolean)
}

const tableRows = (markdown: string, id: RegExp): RequiredRow[] => {
  const rows = new Map<string, RequiredRow>()
  let section = ''
  for (const line of markdown.split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3)
    const [, first = '', ...cells] = line.split('|').map((cell) => cell.trim())
    if (line.startsWith('|') && id.test(first) && !rows.has(first))
      rows.set(first, { id: first, cells, section })
  }
  return [...rows.values()]
}
