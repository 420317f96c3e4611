import { useState } from 'react'
import type { Field } from '#model/language/definition.ts'
import {
  clearField,
  constantOf,
  resourceAt,
  setConstant,
  sourceAt,
  useOf,
  valuesAt,
  type Place,
} from '#model/language/import/edit.ts'
import { importFields, plainKey } from '#model/language/import/fields.ts'
import { fillTarget, stillRequired } from '#model/language/import/propose.ts'
import type { ValueSpec } from '#model/language/import/recipe.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'

type Props = { readonly importing: Importing; readonly place: Place }
type OneProps = Props & {
  readonly name: string
  readonly field: Field
  readonly spec: ValueSpec | undefined
}

/** Field by which the record of a fixed reference is known. */
const useKeyOf = (field: Field): string | undefined => {
  const { index } = useConsole()
  const to = field.type === 'reference' || field.type === 'references' ? index.resources.get(field.to) : undefined
  return to && plainKey(to)
} // prettier-ignore

const FixedValue = ({ importing, place, name, field, spec }: OneProps) => {
  const words = useWords()
  const label = useLabel()
  const by = useKeyOf(field)
  const { recipe } = importing.state
  const constant = spec === undefined ? null : constantOf(spec)
  const set = (text: string): void =>
    importing.setRecipe(text === '' ? clearField(recipe, place, name) : setConstant(recipe, place, name, field, text, constant?.by ?? by))
  const title = words('fixed_for', { field: label(field.label) })
  const text = constant?.text ?? ''
  if (field.type !== 'enum' && field.type !== 'boolean')
    return <input aria-label={title} value={text} onChange={(event) => set(event.target.value)} />
  const options: readonly (readonly [string, string])[] =
    field.type === 'enum' ? Object.entries(field.options).map(([key, option]) => [key, label(option)] as const) : [['true', '✓'], ['false', '–']]
  return (
    <select aria-label={title} value={text} onChange={(event) => set(event.target.value)}>
      <option value="">–</option>
      {options.map(([key, word]) => (
        <option key={key} value={key}>
          {word}
        </option>
      ))}
    </select>
  )
} // prettier-ignore

/** Lets a field without a column of its own take the values of one that fills another field too. */
const FromColumn = ({ importing, place, name, field }: OneProps) => {
  const words = useWords()
  const { index } = useConsole()
  const by = useKeyOf(field)
  const { recipe } = importing.state
  const resource = resourceAt(index, recipe, place)
  const source = sourceAt(recipe, place)
  const columns = importing.fileOf(source)?.columns ?? []
  const choose = (column: string): void => {
    const facts = columns.find((each) => each.name === column)
    if (resource && facts) importing.setRecipe(fillTarget(recipe, place, source, resource, facts, { field: name, ...(by !== undefined && { by }) }))
  }
  return (
    <select aria-label={`${words('from_column')} ${name}`} value="" onChange={(event) => choose(event.target.value)}>
      <option value="">{words('from_column')}…</option>
      {columns.map((each) => <option key={each.name}>{each.name}</option>)}
    </select>
  )
} // prettier-ignore

const One = (props: OneProps) => {
  const { importing, place, name, field, spec } = props
  const words = useWords()
  const label = useLabel()
  const isSimple = spec === undefined || constantOf(spec) !== null
  const formula = typeof spec === 'string' ? spec : JSON.stringify(spec)
  return (
    <li>
      <span>{label(field.label)}</span>
      {isSimple ? <FixedValue {...props} /> : <code title={words('formula')}>{formula}</code>}
      {spec === undefined && <FromColumn {...props} />}
      {spec !== undefined && (
        <button type="button" className="btn" aria-label={`${words('remove')} ${label(field.label)}`} onClick={() => importing.setRecipe(clearField(importing.state.recipe, place, name))}>
          {words('remove')}
        </button>
      )}
    </li>
  )
} // prettier-ignore

const isRows = (spec: ValueSpec): boolean =>
  typeof spec === 'object' && spec !== null && 'rows' in spec

/** Fields that no column fills alone: fixed values, formulas of a kept recipe, and required ones that still lack. */
export const OtherFields = ({ importing, place }: Props) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const [added, setAdded] = useState<readonly string[]>([])
  const { recipe } = importing.state
  const resource = resourceAt(index, recipe, place)
  const values = valuesAt(recipe, place)
  const source = recipe.sources[sourceAt(recipe, place)] ?? {}
  if (!resource) return null
  const given = Object.entries(values).filter(([, spec]) => !isRows(spec) && useOf(source, spec) === null).map(([name]) => name)
  const lacking = stillRequired(index, resource, values, importing.mode)
  const free = importFields(index, resource, importing.mode).filter(({ name, isKeyOnly }) => !(name in values) && !isKeyOnly && !lacking.includes(name) && !added.includes(name))
  const asked = new Set([...lacking, ...given, ...added.filter((name) => !(name in values))])
  const shown = Object.entries(resource.fields).filter(([name]) => asked.has(name))
  return (
    <details className="others" open={shown.length > 0}>
      <summary>
        {words('others')} <span className="sub">{words('others_hint')}</span>
      </summary>
      <ul>
        {shown.map(([name, field]) => (
          <One key={name} importing={importing} place={place} name={name} field={field} spec={values[name]} />
        ))}
      </ul>
      <select aria-label={words('add_constant')} value="" onChange={(event) => setAdded([...added, event.target.value])}>
        <option value="">{words('add_constant')}</option>
        {free.map(({ name, field }) => (
          <option key={name} value={name}>
            {label(field.label)}
          </option>
        ))}
      </select>
    </details>
  )
} // prettier-ignore
