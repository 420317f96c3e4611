import type { Model } from '#model/language/definition.ts'

/** Loads the model from beside the console, cut for nobody. Errors: where no build has written it. */
export const loadWholeModel = async (): Promise<Model> => {
  const answer = await fetch(`${import.meta.env.BASE_URL}model.json`)
  if (!answer.ok) throw new Error('charter.error.no_model')
  return (await answer.json()) as Model // written by the build from the checked model
}
