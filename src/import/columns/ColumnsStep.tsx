import { placesOf, resourceAt, valuesAt } from '#model/language/import/edit.ts'
import { stillRequired } from '#model/language/import/propose.ts'
import { useConsole } from '../../views/console.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'
import { PlaceCard } from './PlaceCard.tsx'
import { SaveRecipe } from './SaveRecipe.tsx'

/** Whether every field that new records need is filled; the trial would say the same row by row. */
const useLacks = ({ state, mode }: Importing): boolean => {
  const { index } = useConsole()
  return placesOf(state.recipe).some((place) => {
    const resource = resourceAt(index, state.recipe, place)
    return resource && stillRequired(index, resource, valuesAt(state.recipe, place), mode).length > 0
  }) // prettier-ignore
}

/** Second step: what each column fills, with examples beside it; what is not imported stays visible. */
export const ColumnsStep = ({ importing }: { readonly importing: Importing }) => {
  const words = useWords()
  const lacks = useLacks(importing)
  const places = placesOf(importing.state.recipe)
  return (
    <>
      {places.map((place) => (
        <PlaceCard key={`${place.emission} ${place.lines ?? ''}`} importing={importing} place={place} />
      ))}
      <SaveRecipe recipe={importing.state.recipe} historical={importing.state.historical} />
      <div className="form-actions">
        <button type="button" className="btn" onClick={() => importing.set({ step: 'files' })}>
          {words('back')}
        </button>
        <button type="button" className={lacks ? 'btn' : 'btn main'} onClick={() => void importing.run(true)}>
          {words('next_check')}
        </button>
      </div>
    </>
  )
} // prettier-ignore
