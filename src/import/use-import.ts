import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { proposeRecipe, sourceOf } from '#model/language/import/propose.ts'
import type { ImportMode } from '#model/language/import/fields.ts'
import type { Recipe } from '#model/language/import/recipe.ts'
import type {
  Correction,
  InspectedFile,
  Progress,
  ToldAnswer,
} from '#model/language/import/wire.ts'
import { imports, type ImportRequest, type Readings } from '../data/imports.ts'
import { problemOf } from '../data/problem.ts'
import { useConsole } from '../views/console.ts'
import { useBeginsHistorical } from './importable.ts'
import { fitRecipe } from './fit-recipe.ts'
import { keepMapping } from './keep-mapping.ts'
import { splitSheets } from './split-sheets.ts'

export type Step = 'files' | 'columns' | 'check' | 'done'

/** Everything that a person has said so far about an import, and what the server answered. */
export type ImportState = {
  readonly step: Step
  readonly entity: string | undefined
  readonly historical: boolean
  readonly files: readonly File[]
  readonly readings: Readings
  readonly inspected: readonly InspectedFile[]
  readonly recipe: Recipe
  /** The recipe as it was last proposed for new files or changed by the person: kept while files are read anew. */
  readonly chosen: Recipe
  /** A kept recipe that is in use; its sources are fitted to the files. */
  readonly kept: Recipe | null
  readonly corrections: readonly Correction[]
  readonly answer: ToldAnswer | null
  readonly progress: Progress | null
  readonly busy: 'inspecting' | 'trying' | 'writing' | null
  readonly error: string | null
}

const noRecipe: Recipe = { sources: {}, emit: [] }

const beginning = (entity: string | undefined, historical: boolean): ImportState => ({
  step: 'files', entity, historical, files: [], readings: {}, inspected: [], recipe: noRecipe, chosen: noRecipe, kept: null,
  corrections: [], answer: null, progress: null, busy: null, error: null,
}) // prettier-ignore

const requestOf = ({ files, recipe, corrections, historical }: ImportState): ImportRequest => {
  const used = new Set(Object.values(recipe.sources).map(({ file }) => file))
  return { files: files.filter(({ name }) => used.has(name)), recipe: { ...recipe, historical }, corrections, historical } // prettier-ignore
}

/** Carries an import through its steps. */
export const useImport = (entity: string | undefined) => {
  const { index, viewer } = useConsole()
  const queryClient = useQueryClient()
  const isHistorical = useBeginsHistorical(entity)
  const [state, setState] = useState(() => beginning(entity, isHistorical))
  const set = useCallback((change: Partial<ImportState>) => setState((before) => ({ ...before, ...change })), []) // prettier-ignore
  const mode: ImportMode = useMemo(() => ({ viewer, historical: state.historical }), [viewer, state.historical]) // prettier-ignore

  /** Looks into the files anew and proposes what to make of them; a recipe in use stays. */
  const look = async (change: Partial<Pick<ImportState, 'files' | 'readings' | 'historical' | 'entity' | 'kept'>>): Promise<void> => {
    const next = { ...state, ...change }
    set({ ...change, busy: 'inspecting', error: null, corrections: [], answer: null })
    try {
      const seen = next.files.length === 0 ? [] : await imports.inspect(next.files, next.readings)
      const whole = await splitSheets(next.files, next.readings, seen)
      const proposed = next.kept
        ? fitRecipe(next.kept, whole.inspected)
        : proposeRecipe(index, whole.inspected.filter(({ problems }) => problems.length === 0), { viewer, historical: next.historical }, next.entity)
      const isReread = change.readings !== undefined && next.kept === null
      const recipe = isReread ? keepMapping(state.chosen, proposed, whole.inspected) : proposed
      set({ ...whole, recipe, ...(!isReread && { chosen: recipe }), busy: null })
    } catch (error) {
      set({ busy: null, error: problemOf(error).message })
    }
  } // prettier-ignore

  const run = async (dryRun: boolean, change: Partial<ImportState> = {}): Promise<void> => {
    const next = { ...state, ...change }
    set({ ...change, step: 'check', busy: dryRun ? 'trying' : 'writing', progress: null, error: null }) // prettier-ignore
    try {
      const answer = await imports.run(requestOf(next), dryRun, (progress) => set({ progress }))
      if (answer.id !== null) await queryClient.invalidateQueries()
      set({ answer, busy: null, step: answer.id === null ? 'check' : 'done' })
    } catch (error) {
      set({ busy: null, error: problemOf(error).message })
    }
  }

  const addFiles = (added: readonly File[]): Promise<void> => {
    const names = new Set(added.map(({ name }) => name))
    return look({ files: [...state.files.filter(({ name }) => !names.has(name)), ...added] })
  }
  return {
    state, set, mode, look, addFiles, run,
    setRecipe: (recipe: Recipe) => set({ recipe, chosen: recipe, answer: null }),
    restart: () => setState(beginning(state.entity, state.historical)),
    errorFile: () => imports.errorFile(requestOf(state)),
    fileOf: (source: string) => state.inspected.find(({ name }) => sourceOf(state.recipe, name) === source),
  } // prettier-ignore
}

export type Importing = ReturnType<typeof useImport>
