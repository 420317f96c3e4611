import {
  placesOf,
  resourceAt,
  sourceAt,
  useOf,
  valuesAt,
  type Place,
} from '#model/language/import/edit.ts'
import { stillRequired } from '#model/language/import/propose.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'
import { ColumnRow } from './ColumnRow.tsx'
import { JoinChoice, KeyChoice, GroupChoice } from './HowRowsCount.tsx'
import { useOptions } from './options.ts'
import { OtherFields } from './OtherFields.tsx'

type Props = { readonly importing: Importing; readonly place: Place }

const RequiredNotice = ({ importing, place }: Props) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const { recipe } = importing.state
  const resource = resourceAt(index, recipe, place)
  const lacks = resource ? stillRequired(index, resource, valuesAt(recipe, place), importing.mode) : []
  if (lacks.length === 0) return null
  const fields = lacks.map((name) => label(resource?.fields[name]?.label)).join(words('list_comma'))
  return (
    <p className="notice warn" role="status">
      {words('required_missing', { fields })}
    </p>
  )
} // prettier-ignore

const Columns = ({ importing, place }: Props) => {
  const words = useWords()
  const { index } = useConsole()
  const { recipe } = importing.state
  const resource = resourceAt(index, recipe, place)
  const file = importing.fileOf(sourceAt(recipe, place))
  const options = useOptions(resource, importing.mode)
  if (!file || !resource) return null
  return (
    <div className="import-columns" role="table" aria-label={file.name}>
      <div role="row" className="import-column titles">
        <span role="columnheader">{words('column')}</span>
        <span role="columnheader">{words('samples')}</span>
        <span role="columnheader">{words('target')}</span>
      </div>
      {file.columns.map((facts) => (
        <ColumnRow key={facts.name} importing={importing} place={place} facts={facts} resource={resource} options={options} />
      ))}
    </div>
  )
} // prettier-ignore

/** One set of records, or of child rows, that a file makes: how rows count, what columns fill, what else is filled. */
export const PlaceCard = ({ importing, place }: Props) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const { recipe } = importing.state
  const resource = resourceAt(index, recipe, place)
  const name = sourceAt(recipe, place)
  const file = importing.fileOf(name)
  const source = recipe.sources[name] ?? {}
  const used = new Set(Object.values(valuesAt(recipe, place)).map((spec) => useOf(source, spec)?.column))
  const done = file?.columns.filter(({ name: column }) => used.has(column)).length ?? 0
  const isOnly = placesOf(recipe).length === 1
  return (
    <section className="card grid" aria-label={label(resource?.label)}>
      <header>
        <h2>
          {file?.name ?? name} → {label(resource?.label)}
        </h2>
        <span className="sub">{words('matched', { done, total: file?.columns.length ?? 0 })}</span>
      </header>
      {place.lines === undefined ? (
        <div className="fields">
          <KeyChoice importing={importing} place={place} />
          {isOnly || recipe.emit[place.emission]?.distinct ? <GroupChoice importing={importing} place={place} /> : null}
        </div>
      ) : (
        <JoinChoice importing={importing} place={place} />
      )}
      <RequiredNotice importing={importing} place={place} />
      <Columns importing={importing} place={place} />
      <OtherFields importing={importing} place={place} />
    </section>
  )
} // prettier-ignore
