import { clearField, sourceAt, useOf, valuesAt, type Place } from '#model/language/import/edit.ts'
import { fillTarget } from '#model/language/import/propose.ts'
import type { ColumnFacts } from '#model/language/import/wire.ts'
import type { Resource } from '#model/language/resources.ts'
import { useLabel } from '../../i18n/use-text.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'
import { HowToRead } from './HowToRead.tsx'
import { keyOfTarget, type Option } from './options.ts'

type Props = {
  readonly importing: Importing
  readonly place: Place
  readonly facts: ColumnFacts
  readonly resource: Resource
  readonly options: readonly Option[]
}

const TargetChoice = ({ importing, place, facts, resource, options, chosen }: Props & { readonly chosen: string }) => {
  const words = useWords()
  const { recipe } = importing.state
  const [field] = chosen.split(' ')
  const choose = (key: string): void => {
    const cleared = field ? clearField(recipe, place, field) : recipe
    const target = options.find((each) => each.key === key)?.target
    importing.setRecipe(target ? fillTarget(cleared, place, sourceAt(recipe, place), resource, facts, target) : cleared)
  }
  const group = (isRequired: boolean) =>
    options.filter((each) => each.isRequired === isRequired).map((each) => (
      <option key={each.key} value={each.key}>
        {each.label}
      </option>
    ))
  const known = chosen === '' || options.some(({ key }) => key === chosen)
  return (
    <select aria-label={words('target_of', { column: facts.name })} value={chosen} onChange={(event) => choose(event.target.value)}>
      <option value="">{words('not_imported')}</option>
      {!known && <option value={chosen}>{chosen}</option>}
      <optgroup label={words('group_required')}>{group(true)}</optgroup>
      <optgroup label={words('group_fields')}>{group(false)}</optgroup>
    </select>
  )
} // prettier-ignore

/** One column of a file: its name, examples of what it holds, and the field that it fills. */
export const ColumnRow = (props: Props) => {
  const { importing, place, facts, resource } = props
  const words = useWords()
  const label = useLabel()
  const { recipe } = importing.state
  const source = recipe.sources[sourceAt(recipe, place)] ?? {}
  const uses = Object.entries(valuesAt(recipe, place)).flatMap(([field, spec]) => {
    const use = useOf(source, spec)
    return use?.column === facts.name ? [{ field, use }] : []
  })
  const [first, ...also] = uses
  const chosen = first ? keyOfTarget({ field: first.field, ...(first.use.by !== undefined && { by: first.use.by }) }) : ''
  return (
    <div role="row" className={first ? 'import-column' : 'import-column off'}>
      <span role="rowheader">{facts.name}</span>
      <span role="cell" className="samples">
        {facts.samples.length === 0 ? <i>{words('empty_column')}</i> : facts.samples.join(' · ')}
      </span>
      <span role="cell" className="grid">
        <TargetChoice {...props} chosen={chosen} />
        {first && <HowToRead importing={importing} place={place} facts={facts} name={first.field} use={first.use} />}
        {also.map(({ field }) => (
          <button key={field} type="button" className="btn" onClick={() => importing.setRecipe(clearField(recipe, place, field))}>
            + {label(resource.fields[field]?.label)} <span aria-hidden>×</span>
            <span className="hidden">{words('remove')}</span>
          </button>
        ))}
      </span>
    </div>
  )
} // prettier-ignore
