import { assignRole, roleOf, type Role } from '#model/language/import/propose.ts'
import { importLines } from '#model/language/import/fields.ts'
import { encodings } from '#model/language/import/recipe.ts'
import type { InspectedFile } from '#model/language/import/wire.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { useImportable } from '../importable.ts'
import type { Importing } from '../use-import.ts'
import { useWords, type WordKey } from '../words.ts'
import { Preview } from './Preview.tsx'

type Props = { readonly importing: Importing; readonly file: InspectedFile }

const delimiterNames: Readonly<Record<string, WordKey>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } // prettier-ignore

const keyOf = (role: Role): string =>
  role === null ? '' : 'entity' in role ? role.entity : `${role.linesOf}.${role.field}`

/** Lines that a file could be: those of the records that other files make. */
const useLineRoles = (importing: Importing, file: InspectedFile) => {
  const { index } = useConsole()
  const { recipe } = importing.state
  const first = file.columns[0]?.name ?? ''
  return recipe.emit.flatMap(({ entity, from }) => {
    const resource = index.resources.get(entity)
    const parent = importing.fileOf(from)
    if (!resource || parent?.name === file.name) return []
    const shared = file.columns.find(({ name }) => parent?.columns.some((each) => each.name === name)) // prettier-ignore
    return importLines(index, resource).map(({ name, field }) => ({
      role: { linesOf: entity, field: name, on: shared?.name ?? first },
      parent: resource.label,
      lines: field.label,
    }))
  })
}

const RoleChoice = ({ importing, file }: Props) => {
  const words = useWords()
  const label = useLabel()
  const { index } = useConsole()
  const entities = useImportable(importing.state.historical)
  const lines = useLineRoles(importing, file)
  const { recipe, kept } = importing.state
  const role = roleOf(recipe, file.name)
  const choose = (key: string): void => {
    const line = lines.find((each) => keyOf(each.role) === key)?.role
    const next: Role = key === '' ? null : (line ?? { entity: key })
    importing.setRecipe(assignRole(index, recipe, file, next, importing.mode))
  }
  return (
    <label className="field">
      <span className="hidden">{words('role', { name: file.name })}</span>
      <select value={keyOf(role)} disabled={kept !== null} onChange={(event) => choose(event.target.value)}>
        <option value="">{words('role_none')}</option>
        {lines.length > 0 && (
          <optgroup label={words('role_of_lines')}>
            {lines.map((each) => (
              <option key={keyOf(each.role)} value={keyOf(each.role)}>
                {words('role_lines', { parent: label(each.parent), lines: label(each.lines) })}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={words('role_records')}>
          {entities.map(({ name, label: own }) => (
            <option key={name} value={name}>
              {label(own)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  )
} // prettier-ignore

/** How a file is read: the sheet of a workbook, delimiter and encoding of a text. */
const ReadingChoice = ({ importing, file }: Props) => {
  const words = useWords()
  const { readings } = importing.state
  const read = (change: Readonly<Record<string, string>>): void =>
    void importing.look({ readings: { ...readings, [file.name]: { ...readings[file.name], ...change } } }) // prettier-ignore
  if (file.kind === 'workbook')
    return file.sheets.length < 2 ? null : (
      <label className="field small">
        <span>{words('sheet')}</span>
        <select value={file.read.sheet ?? ''} onChange={(event) => read({ sheet: event.target.value })}>
          {file.sheets.map((sheet) => (
            <option key={sheet}>{sheet}</option>
          ))}
        </select>
      </label>
    ) // prettier-ignore
  const delimiter = file.read.delimiter === 'tab' ? '\t' : (file.read.delimiter ?? ',')
  return (
    <>
      <label className="field small">
        <span>{words('delimiter')}</span>
        <select value={delimiter} onChange={(event) => read({ delimiter: event.target.value })}>
          {Object.entries(delimiterNames).map(([key, name]) => (
            <option key={key} value={key}>
              {words(name)}
            </option>
          ))}
        </select>
      </label>
      <label className="field small">
        <span>{words('encoding')}</span>
        <select value={file.read.encoding ?? 'utf-8'} onChange={(event) => read({ encoding: event.target.value })}>
          {encodings.map((each) => (
            <option key={each} value={each}>
              {each.toUpperCase()}
            </option>
          ))}
        </select>
      </label>
    </>
  ) // prettier-ignore
}

const shownProblems = 5

const FileProblems = ({ problems }: { readonly problems: InspectedFile['problems'] }) => {
  const words = useWords()
  if (problems.length === 0) return null
  return (
    <div className="notice bad" role="alert">
      <ul>
        {problems.slice(0, shownProblems).map(({ row, message }) => (
          <li key={`${row} ${message}`}>{row === null ? message : `${words('row')} ${row}: ${message}`}</li>
        ))}
        {problems.length > shownProblems && <li>{words('more_problems', { count: problems.length - shownProblems })}</li>}
      </ul>
    </div>
  )
} // prettier-ignore

/** One file: what it is for, how it is read, its first rows. */
export const FileCard = ({ importing, file }: Props) => {
  const words = useWords()
  const { files } = importing.state
  const remove = (): void => void importing.look({ files: files.filter(({ name }) => name !== file.name) }) // prettier-ignore
  return (
    <section className="card grid" aria-label={file.name}>
      <div className="fields">
        <h2>{file.name}</h2>
        <RoleChoice importing={importing} file={file} />
        <ReadingChoice importing={importing} file={file} />
        <span className="sub">
          {words('file_rows', { count: file.rows })} · {words('file_columns', { count: file.columns.length })}
        </span>
        <button type="button" className="btn" aria-label={words('remove_file', { name: file.name })} onClick={remove}>
          {words('remove')}
        </button>
      </div>
      <FileProblems problems={file.problems} />
      {file.preview.length > 0 && <Preview file={file} />}
    </section>
  )
} // prettier-ignore
