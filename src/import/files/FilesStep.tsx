import { sourceOf } from '#model/language/import/propose.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { missingFiles } from '../fit-recipe.ts'
import { useImportable } from '../importable.ts'
import { useAdministers } from '../../views/console.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'
import { DropZone } from './DropZone.tsx'
import { FileCard } from './FileCard.tsx'
import { RecipeChoice } from './RecipeChoice.tsx'
import { TemplateButton } from './TemplateButton.tsx'

type Props = { readonly importing: Importing }

const EntityChoice = ({ importing }: Props) => {
  const words = useWords()
  const label = useLabel()
  const entities = useImportable(importing.state.historical)
  const { entity } = importing.state
  return (
    <label className="field">
      <span>{words('what')}</span>
      <select value={entity ?? ''} onChange={(event) => void importing.look({ entity: event.target.value || undefined })}>
        <option value="">{words('any')}</option>
        {entities.map(({ name, label: own }) => (
          <option key={name} value={name}>
            {label(own)}
          </option>
        ))}
      </select>
    </label>
  )
} // prettier-ignore

const Historical = ({ importing }: Props) => {
  const words = useWords()
  const { historical } = importing.state
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={historical}
        onChange={() => void importing.look({ historical: !historical })}
      />
      <span>
        <b>{words('historical')}</b>
        <span className="sub">{words('historical_hint')}</span>
      </span>
    </label>
  )
}

/** Why the next step is not open yet; null when it is. */
const useHindrance = ({ state }: Importing): string | null => {
  const words = useWords()
  if (state.inspected.length === 0) return words('nothing_chosen')
  const missing = missingFiles(state.recipe, state.inspected)
  if (state.kept && missing.length > 0) return words('recipe_misses', { files: missing.join(', ') })
  const broken = state.inspected.find(({ name, problems }) => problems.length > 0 && sourceOf(state.recipe, name) !== undefined) // prettier-ignore
  if (broken) return broken.problems[0]?.message ?? null
  return state.recipe.emit.length === 0 ? words('nothing_made') : null
}

/** First step: what is to be imported, from which files, how they are read. */
export const FilesStep = ({ importing }: Props) => {
  const words = useWords()
  const administers = useAdministers()
  const hindrance = useHindrance(importing)
  const { state } = importing
  return (
    <>
      <section className="card grid">
        <div className="fields">
          <EntityChoice importing={importing} />
          <RecipeChoice importing={importing} />
          {state.entity !== undefined && <TemplateButton resource={state.entity} historical={state.historical} />}
        </div>
        {administers && <Historical importing={importing} />}
        <DropZone isBusy={state.busy !== null} onChoose={(files) => void importing.addFiles(files)} />
      </section>
      {state.inspected.map((file) => (
        <FileCard key={file.name} importing={importing} file={file} />
      ))}
      <div className="form-actions">
        <button type="button" className="btn main" disabled={hindrance !== null || state.busy !== null} onClick={() => importing.set({ step: 'columns' })}>
          {words('next_columns')}
        </button>
        {hindrance !== null && state.inspected.length > 0 && <span className="sub">{hindrance}</span>}
      </div>
    </>
  )
} // prettier-ignore
