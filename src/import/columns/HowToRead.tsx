import {
  fillField,
  resourceAt,
  setFormat,
  sourceAt,
  type Place,
  type Use,
} from '#model/language/import/edit.ts'
import { codesFor } from '#model/language/import/propose.ts'
import type { Field } from '#model/language/definition.ts'
import type { ColumnFacts } from '#model/language/import/wire.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'

type Props = {
  readonly importing: Importing
  readonly place: Place
  readonly facts: ColumnFacts
  readonly name: string
  readonly use: Use
}

const Format = ({ importing, place, facts }: Props) => {
  const words = useWords()
  const { recipe } = importing.state
  const source = sourceAt(recipe, place)
  const format = [recipe.sources[source]?.columns?.[facts.name]?.format ?? []].flat()[0] ?? ''
  const formats = [...new Set([...facts.formats, ...(format === '' ? [] : [format])])]
  if (formats.length === 0) return null
  return (
    <select aria-label={words('format_of', { column: facts.name })} value={format} onChange={(event) => importing.setRecipe(setFormat(recipe, source, facts.name, event.target.value || undefined))}>
      <option value="">{words('year_first')}</option>
      {formats.map((each) => <option key={each}>{each}</option>)}
    </select>
  )
} // prettier-ignore

const Fraction = ({ importing, place, facts, name, use, field }: Props & { readonly field: Field }) => {
  const words = useWords()
  const { recipe } = importing.state
  const choose = (isFraction: boolean): void =>
    importing.setRecipe(fillField(recipe, place, name, field, { column: use.column, ...(isFraction && { isFraction }) }))
  return (
    <select aria-label={words('fraction_of', { column: facts.name })} value={String(use.isFraction === true)} onChange={(event) => choose(event.target.value === 'true')}>
      <option value="false">{words('as_percent')}</option>
      <option value="true">{words('as_fraction')}</option>
    </select>
  )
} // prettier-ignore

const Codes = ({ importing, place, facts, name, use, field }: Props & { readonly field: Extract<Field, { type: 'enum' }> }) => {
  const words = useWords()
  const label = useLabel()
  const { recipe } = importing.state
  const codes = use.codes ?? {}
  const texts = [...new Set([...(facts.distinct ?? []), ...Object.keys(codes)])]
  const missing = texts.filter((text) => !(text in codes)).length
  const say = (text: string, key: string): void => {
    const others = Object.fromEntries(Object.entries(codes).filter(([each]) => each !== text))
    const next = key === '?' ? others : { ...others, [text]: key === '' ? null : key }
    importing.setRecipe(fillField(recipe, place, name, field, { ...use, codes: next }))
  }
  return (
    <fieldset className="codes">
      <legend>{missing > 0 ? words('code_missing', { count: missing }) : words('codes', { column: facts.name })}</legend>
      {texts.map((text) => (
        <div key={text}>
          <span>{text}</span>
          <select aria-label={words('code_of', { text, column: facts.name })} value={text in codes ? String(codes[text] ?? '') : '?'} onChange={(event) => say(text, event.target.value)}>
            <option value="?">{words('code_none')}</option>
            <option value="">{words('code_empty')}</option>
            {Object.entries(field.options).map(([key, option]) => (
              <option key={key} value={key}>
                {label(option)}
              </option>
            ))}
          </select>
        </div>
      ))}
    </fieldset>
  )
} // prettier-ignore

/** What else has to be said about a column: the format of its dates, how it writes percentages, what its codes mean. */
export const HowToRead = (props: Props) => {
  const { importing, place, facts, name, use } = props
  const { index } = useConsole()
  const field = resourceAt(index, importing.state.recipe, place)?.fields[name]
  if (!field) return null
  if (field.type === 'date' || field.type === 'datetime') return <Format {...props} />
  if (field.type === 'percent') return <Fraction {...props} field={field} />
  const isCoded = use.codes !== undefined || codesFor(field, facts) !== null
  return field.type === 'enum' && isCoded ? <Codes {...props} field={field} /> : null
}
