import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { KeptRecipe } from '#model/language/import/wire.ts'
import { imports } from '../../data/imports.ts'
import { problemOf } from '../../data/problem.ts'
import { useNotice } from '../../i18n/use-notice.ts'
import { useAdministers } from '../../views/console.ts'
import type { Importing } from '../use-import.ts'
import { useWords } from '../words.ts'

export const recipesKey = ['import-recipes']

/** Offers the recipes that were kept, one's own and those for everybody. */
export const RecipeChoice = ({ importing }: { readonly importing: Importing }) => {
  const words = useWords()
  const notify = useNotice()
  const queryClient = useQueryClient()
  const administers = useAdministers()
  const [chosen, setChosen] = useState('')
  const { data = [] } = useQuery({ queryKey: recipesKey, queryFn: imports.recipes })
  const recipe = data.find(({ id }) => id === chosen)
  if (data.length === 0) return null
  const use = (next: KeptRecipe | undefined): void => {
    setChosen(next?.id ?? '')
    const isHistorical = next ? next.recipe.historical === true && administers : importing.state.historical // prettier-ignore
    const entity = next?.recipe.emit[0]?.entity ?? importing.state.entity
    void importing.look({ kept: next?.recipe ?? null, historical: isHistorical, entity })
  }
  const remove = async ({ id, name }: KeptRecipe): Promise<void> => {
    try {
      await imports.deleteRecipe(id)
      notify(words('recipe_deleted', { name }), { type: 'success' })
      use(undefined)
    } catch (error) {
      notify(problemOf(error).message, { type: 'error' })
    }
    await queryClient.invalidateQueries({ queryKey: recipesKey })
  }
  const mayRemove = recipe && (recipe.audience === 'mine' ? recipe.mine : administers)
  return (
    <>
      <label className="field">
        <span>{words('recipe')}</span>
        <select value={chosen} onChange={(event) => use(data.find(({ id }) => id === event.target.value))}>
          <option value="">{words('recipe_none')}</option>
          {(['mine', 'everyone'] as const).map((audience) => (
            <optgroup key={audience} label={words(`recipe_${audience}`)}>
              {data.filter((each) => each.audience === audience).map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {recipe && mayRemove && (
        <button type="button" className="btn" onClick={() => void remove(recipe)}>
          {words('recipe_delete')}
        </button>
      )}
    </>
  )
} // prettier-ignore
