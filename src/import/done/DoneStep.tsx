import { useQuery } from '@tanstack/react-query'
import { imports } from '../../data/imports.ts'
import { CountsTable } from '../check/CountsTable.tsx'
import { Notes } from '../check/Notes.tsx'
import { SaveRecipe } from '../columns/SaveRecipe.tsx'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'
import { RecordLinks } from './links.tsx'
import { importsKey, UndoButton } from './UndoButton.tsx'

/** Last step: what was written, with links to it, and the way back. */
export const DoneStep = ({ importing }: { readonly importing: Importing }) => {
  const words = useWords()
  const { answer, recipe, historical } = importing.state
  const { data } = useQuery({ queryKey: [...importsKey, answer?.id], queryFn: imports.kept })
  const kept = data?.find(({ id }) => id === answer?.id)
  if (!answer) return null
  return (
    <>
      <section className="card grid">
        <header>
          <h2 role="status">{words(kept?.state === 'undone' ? 'undone_now' : 'done_title')}</h2>
          {kept && <UndoButton kept={kept} />}
        </header>
        <CountsTable counts={answer.counts} linksOf={(count) => kept && <RecordLinks kept={kept} count={count} />} />
        <div className="fields">
          <button type="button" className="btn main" onClick={importing.restart}>
            {words('another')}
          </button>
        </div>
      </section>
      <Notes answer={answer} />
      <SaveRecipe recipe={recipe} historical={historical} />
    </>
  )
} // prettier-ignore
