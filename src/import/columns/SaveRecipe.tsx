import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Recipe } from '#model/language/import/recipe.ts'
import type { KeptRecipe } from '#model/language/import/wire.ts'
import { imports } from '../../data/imports.ts'
import { problemOf } from '../../data/problem.ts'
import { useNotice } from '../../i18n/use-notice.ts'
import { recipesKey } from '../files/RecipeChoice.tsx'
import { keptForm } from '../fit-recipe.ts'
import { useAdministers } from '../../views/console.ts'
import { useWords } from '../words.ts'

/** Keeps what was matched for the next time, under a name. */
export const SaveRecipe = ({ recipe, historical }: { readonly recipe: Recipe; readonly historical: boolean }) => {
  const words = useWords()
  const notify = useNotice()
  const queryClient = useQueryClient()
  const administers = useAdministers()
  const [name, setName] = useState('')
  const [audience, setAudience] = useState<KeptRecipe['audience']>('mine')
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      await imports.saveRecipe(name, audience, keptForm({ ...recipe, name, ...(historical && { historical }) }))
      notify(words('recipe_saved', { name }), { type: 'success' })
      setName('')
    } catch (error) {
      notify(problemOf(error).message, { type: 'error' })
    }
    await queryClient.invalidateQueries({ queryKey: recipesKey })
  }
  return (
    <details className="card">
      <summary>
        {words('recipe_save')} <span className="sub">{words('recipe_save_hint')}</span>
      </summary>
      <form className="fields" onSubmit={(event) => void save(event)}>
        <label className="field">
          <span>{words('recipe_name')}</span>
          <input required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        {administers && (
          <label className="field">
            <span>{words('recipe_for')}</span>
            <select value={audience} onChange={(event) => setAudience(event.target.value === 'everyone' ? 'everyone' : 'mine')}>
              <option value="mine">{words('recipe_mine')}</option>
              <option value="everyone">{words('recipe_everyone')}</option>
            </select>
          </label>
        )}
        <button type="submit" className="btn">
          {words('recipe_save')}
        </button>
      </form>
    </details>
  )
} // prettier-ignore
