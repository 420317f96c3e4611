import { HttpError } from 'ra-core'
import type { Recipe } from '#model/language/import/recipe.ts'
import type {
  Correction,
  InspectedFile,
  KeptImport,
  KeptRecipe,
  Progress,
  ToldAnswer,
} from '#model/language/import/wire.ts'
import { call, download, sending, streamed } from './http.ts'

/** How a person says that a file is to be read. */
export type Reading = {
  readonly sheet?: string
  readonly encoding?: string
  readonly delimiter?: string
}
export type Readings = Readonly<Record<string, Reading>>

/** What is to be imported, and how. */
export type ImportRequest = {
  readonly files: readonly File[]
  readonly recipe: Recipe
  readonly corrections: readonly Correction[]
  readonly historical: boolean
}

/** Records that keep an import from being undone. */
export type Hindrance = { readonly resource: string; readonly id: string; readonly title: string }

const formOf = (files: readonly File[], parts: Readonly<Record<string, unknown>>): FormData => {
  const form = new FormData()
  for (const file of files) form.append('files', file)
  for (const [name, value] of Object.entries(parts)) form.set(name, JSON.stringify(value))
  return form
}

const run = async (
  request: ImportRequest,
  dryRun: boolean,
  onProgress: (progress: Progress) => void,
): Promise<ToldAnswer> => {
  const { files, recipe, corrections, historical } = request
  const query = new URLSearchParams({ dry_run: String(dryRun), historical: String(historical) })
  let answer: ToldAnswer | null = null
  await streamed(
    `/import?${query.toString()}`,
    formOf(files, { recipe, corrections }),
    ({ event, data }) => {
      if (event === 'progress') onProgress(data as Progress)
      else if (event === 'answer') answer = data as ToldAnswer
      else if (event === 'problem') {
        const { status, message } = data as { readonly status: number; readonly message: string }
        throw new HttpError(message, status, data)
      }
    },
  )
  if (!answer) throw new HttpError('charter.error.offline', 0, { code: 'offline' })
  return answer
}

/** Calls about imports; the types are the contract of docs/http-api.md. */
export const imports = {
  inspect: (files: readonly File[], readings: Readings): Promise<readonly InspectedFile[]> =>
    call('/import/inspect', { method: 'POST', body: formOf(files, { readings }) }),
  run,
  errorFile: ({ files, recipe, corrections, historical }: ImportRequest): Promise<void> =>
    download(`/import/errors?historical=${String(historical)}`, { method: 'POST', body: formOf(files, { recipe, corrections }) }, 'import-problems.xlsx'),
  template: (resource: string, format: 'csv' | 'xlsx', historical: boolean): Promise<void> =>
    download(`/import/template?resource=${encodeURIComponent(resource)}&format=${format}&historical=${String(historical)}`, {}, `${resource}.${format}`),
  kept: (): Promise<readonly KeptImport[]> => call('/imports'),
  undo: (id: string): Promise<unknown> => call(`/imports/${id}/undo`, { method: 'POST' }),
  recipes: (): Promise<readonly KeptRecipe[]> => call('/import/recipes'),
  saveRecipe: (name: string, audience: KeptRecipe['audience'], recipe: Recipe): Promise<KeptRecipe> =>
    call('/import/recipes', sending('POST', { name, audience, recipe })),
  deleteRecipe: (id: string): Promise<KeptRecipe> => call(`/import/recipes/${id}`, { method: 'DELETE' }),
} as const // prettier-ignore
