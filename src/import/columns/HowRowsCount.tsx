import { linesIn, withEmission, type Place } from '#model/language/import/edit.ts'
import { importLines } from '#model/language/import/fields.ts'
import { dropMember } from '#model/language/import/edit.ts'
import { groupRows, keyChoices, ungroupRows } from '#model/language/import/propose.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'

type Props = { readonly importing: Importing; readonly place: Place }

/** By which field existing records are found and changed. */
export const KeyChoice = ({ importing, place }: Props) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const { recipe } = importing.state
  const emission = recipe.emit[place.emission]
  const resource = index.resources.get(emission?.entity ?? '')
  const [key = '', ...more] = emission?.key ?? []
  const choose = (field: string): void =>
    importing.setRecipe(withEmission(recipe, place.emission, (each) => (field === '' ? dropMember(each, 'key') : { ...each, key: [field] })))
  const choices = keyChoices(index, recipe, place.emission)
  return (
    <label className="field">
      <span>{words('key')}</span>
      <select value={key} disabled={more.length > 0} onChange={(event) => choose(event.target.value)}>
        <option value="">{words('key_none')}</option>
        {[...new Set([...choices, ...(key === '' ? [] : [key])])].map((field) => (
          <option key={field} value={field}>
            {words('key_by', { field: label(resource?.fields[field]?.label) })}
          </option>
        ))}
      </select>
    </label>
  )
} // prettier-ignore

/** Whether every row is a record, or one of the lines of a record that several rows make together. */
export const GroupChoice = ({ importing, place }: Props) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const { recipe } = importing.state
  const emission = recipe.emit[place.emission]
  const resource = index.resources.get(emission?.entity ?? '')
  const file = importing.fileOf(emission?.from ?? '')
  const [lines] = resource ? importLines(index, resource) : []
  if (!emission || !resource || !file || !lines) return null
  const choose = (column: string): void => {
    const plain = ungroupRows(recipe, place.emission)
    importing.setRecipe(
      column === '' ? plain : groupRows(index, plain, place.emission, lines.name, column, file, importing.mode),
    )
  }
  const name = label(resource.label)
  return (
    <label className="field">
      <span>{words('grouped', { name, lines: label(lines.field.label) })}</span>
      <select value={emission.distinct?.[0] ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="">{words('grouped_none', { name })}</option>
        {file.columns.map((each) => (
          <option key={each.name}>{each.name}</option>
        ))}
      </select>
    </label>
  )
} // prettier-ignore

/** By which columns child rows find the row of their record. */
export const JoinChoice = ({ importing, place }: Props) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const { recipe } = importing.state
  const emission = recipe.emit[place.emission]
  const rows = emission && linesIn(emission).find(([field]) => field === place.lines)?.[1]
  if (!emission || !rows || rows.rows === '.' || rows.rows === emission.from) return null
  const [[here, there] = ['', '']] = Object.entries(rows.on ?? {})
  const name = label(index.resources.get(emission.entity)?.label)
  const join = (column: string, other: string): void =>
    importing.setRecipe(
      withEmission(recipe, place.emission, (each) => ({
        ...each,
        values: { ...each.values, [place.lines ?? '']: { ...rows, on: { [column]: other } } },
      })),
    )
  const columnsOf = (source: string) => importing.fileOf(source)?.columns ?? []
  return (
    <fieldset className="fields">
      <legend className="sub">{words('joined', { name })}</legend>
      <label className="field">
        <span>{words('joined_here')}</span>
        <select value={here} onChange={(event) => join(event.target.value, there)}>
          {columnsOf(rows.rows).map((each) => <option key={each.name}>{each.name}</option>)}
        </select>
      </label>
      <label className="field">
        <span>{words('joined_there', { name })}</span>
        <select value={there} onChange={(event) => join(here, event.target.value)}>
          {columnsOf(emission.from).map((each) => <option key={each.name}>{each.name}</option>)}
        </select>
      </label>
    </fieldset>
  )
} // prettier-ignore
