import type { TabFailure, TabStep } from '#model/language/tab-news.ts'
import { loadEngine, loadImage, type Engine } from './load.ts'
import { nameOf } from './messages.ts'
import { imageFacts, type ImageFacts } from './settings.ts'
import { openStore, type Store, type StoreOptions } from './store/store.ts'

/** There is no database, and why. */
export class TabFailed extends Error {
  readonly why: TabFailure

  constructor(why: TabFailure, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.why = why
  }
}

/** Makes every error of a piece of work the one reason. */
export const failing =
  (why: TabFailure) =>
  (cause: unknown): never => {
    throw new TabFailed(why, cause)
  }

/** What a database is opened from. */
export type Gathered = {
  readonly base: string
  readonly engine: Engine
  /** Has the files of the last visit, else those of the prepared company. */
  readonly store: Store
  /** What is known of the image from which these came. */
  readonly facts: ImageFacts
  readonly onStep: (step: TabStep) => void
}

export type GatherOptions = Pick<StoreOptions, 'whole' | 'onFull'> & {
  /** Address of the console, ending in a slash. */
  readonly base: string
  readonly onStep: (step: TabStep) => void
  /** Whose end is waited for before anything that was kept is read. */
  readonly alone: Promise<void>
}

const factsOf = async (store: Store): Promise<ImageFacts> => {
  if (store.hasDatabase) return (await store.fact('image')) as ImageFacts // kept below
  await store.keepFact('image', imageFacts).catch(() => undefined)
  return imageFacts
}

/** Opens what is kept, and loads the prepared company when that is nothing. */
const fill = async (options: GatherOptions, onOpen: () => void): Promise<Store> => {
  const { base, onStep, whole, onFull, alone } = options
  await alone
  onStep({ step: 'loading', part: 0 })
  const store = await openStore({ name: nameOf(base), whole, onFull })
  const image = store.hasDatabase
    ? null
    : loadImage(base, (part) => onStep({ step: 'loading', part }))
  onOpen()
  if (image) store.begin(await image)
  return store
}

/**
 * Loads the database's code while it reads what earlier visits left, or loads the prepared company. Both are on their way
 * when `isUnderWay` resolves.
 *
 * Errors: `TabFailed`.
 */
export const gather = (
  options: GatherOptions,
): { readonly isUnderWay: Promise<void>; readonly gathered: Promise<Gathered> } => {
  const { base, onStep } = options
  const { promise: isUnderWay, resolve } = Promise.withResolvers<void>()
  const loading = loadEngine()
  const gathered = Promise.all([loading, fill(options, resolve)])
    .catch(failing('not_loaded'))
    .then(async ([engine, store]) => ({ base, engine, store, facts: await factsOf(store), onStep }))
  // What comes after is not waited for longer than what goes before.
  gathered.catch(() => resolve())
  return { isUnderWay, gathered }
}
