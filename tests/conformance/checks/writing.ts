import { HttpError, type RaRecord } from 'ra-core'
import { isSame } from '../../../src/data/diff.ts'
import { fieldsWith, Missing, must, mustFail, page, sentenceOf, statusOf, valuesOf, type Kind, type Seen } from './ask.ts' // prettier-ignore

type Data = Readonly<Record<string, unknown>>
type Made = { readonly sent: Data; readonly answer: RaRecord; readonly kept: RaRecord }

/** A record of its own to try writes on. */
export type Trial = {
  readonly create: () => Promise<void>
  readonly values: () => Promise<void>
  readonly update: () => Promise<void>
  readonly remove: () => Promise<void>
  /** Removes what is left when a check failed. */
  readonly cleanUp: () => Promise<void>
}

const fieldErrors = (error: unknown): readonly string[] => {
  if (!(error instanceof HttpError)) return []
  const body: unknown = error.body
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : null
  return typeof errors === 'object' && errors !== null ? Object.keys(errors) : []
}

/** Creates a record; fields that the backend names as not to be written are left out at a second try. */
const created = async ({ provider, resource, rows, example }: Seen): Promise<{ sent: Data; answer: RaRecord }> => {
  const { id: _id, version: _version, ...copy } = rows[0] ?? { id: '' }
  const given: Data = example ?? copy
  const attempt = async (data: Data) => ({ sent: data, answer: (await provider.create(resource, { data })).data as RaRecord }) // a record
  try {
    return await attempt(given)
  } catch (error) {
    const refused = fieldErrors(error).map((path) => path.split('.')[0])
    const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !refused.includes(name)))
    if (refused.length === 0 || example) throw notCreated(error)
    return attempt(rest).catch((again: unknown) => {
      throw notCreated(again)
    })
  }
} // prettier-ignore

const notCreated = (error: unknown): Error => {
  const isRefused = [400, 409, 422].includes(statusOf(error))
  const why = `a copy of the first row is refused (${sentenceOf(error)}); give a record with --example`
  return isRefused
    ? new Missing(why)
    : error instanceof Error
      ? error
      : new Error(sentenceOf(error))
}

const isKept = (kind: Kind, sent: unknown, kept: unknown): boolean => {
  if (kind === 'moment' && typeof sent === 'string' && typeof kept === 'string')
    return Date.parse(sent) === Date.parse(kept)
  return typeof sent === typeof kept && isSame(sent, kept)
}

/** Another value of the field than the record's own, which the backend is known to accept. */
const otherValue = (seen: Seen, kept: RaRecord): readonly [string, unknown] => {
  const names = fieldsWith(seen, ['number', 'text', 'key', 'day']).filter(
    (name) => name !== 'version',
  )
  const numbers = names.filter((name) => typeof kept[name] === 'number')
  for (const name of [...numbers, ...names]) {
    const other = valuesOf(seen, name).find((value) => !isSame(value, kept[name]))
    if (other !== undefined && kept[name] != null) return [name, other]
  }
  throw new Missing('not tried: no field with another value to set')
}

const updated = async (seen: Seen, kept: RaRecord): Promise<void> => {
  const { provider, resource } = seen
  const [name, value] = otherValue(seen, kept)
  const version: unknown = kept.version
  const data = { id: kept.id, ...(version !== undefined && { version }), [name]: value }
  const answer = (await provider.update(resource, { id: kept.id, data, previousData: kept })).data as RaRecord // a record
  must(isSame(answer[name], value), `"${name}" was set to ${JSON.stringify(value)}, the answer says ${JSON.stringify(answer[name])}`)
  const now = (await provider.getOne(resource, { id: kept.id })).data as RaRecord // a record
  must(isSame(now[name], value), `"${name}" was set to ${JSON.stringify(value)}, but the record says ${JSON.stringify(now[name])}`)
  const lost = Object.keys(kept).find((key) => kept[key] != null && now[key] == null)
  must(lost === undefined, `an update of "${name}" alone lost "${lost}"`)
} // prettier-ignore

const removed = async (seen: Seen, made: RaRecord): Promise<void> => {
  const { provider, resource } = seen
  const now = (await provider.getOne(resource, { id: made.id })).data as RaRecord // a record
  const { data } = await provider.delete(resource, { id: made.id, previousData: now })
  must(data !== undefined && data !== null && String(data.id) === String(made.id), 'DELETE does not answer the record') // prettier-ignore
  const { total } = await page({ provider, resource, mayWrite: true }, 1, 1, { filter: { id: [made.id] } }) // prettier-ignore
  const isArchived = 'archived' in now
  must(total === 0 || isArchived, 'a deleted record is still in the list')
  if (!isArchived) await mustFail('reading a deleted record', () => provider.getOne(resource, { id: made.id })) // prettier-ignore
}

/** Makes a record on first need, which the writes are tried on in turn. */
export const trialOf = (seen: Seen): Trial => {
  const { provider, resource } = seen
  let making: Promise<Made> | undefined
  let isGone = false
  const make = async (): Promise<Made> => {
    const { sent, answer } = await created(seen)
    must(answer?.id !== undefined && !seen.rows.some(({ id }) => id === answer.id), 'a created record needs an id of its own') // prettier-ignore
    const kept = (await provider.getOne(resource, { id: answer.id })).data as RaRecord // a record
    return { sent, answer, kept }
  }
  const made = () => (making ??= make())
  return {
    create: async () => {
      const { sent, answer, kept } = await made()
      const absent = Object.keys(sent).find((name) => sent[name] != null && kept[name] == null)
      must(absent === undefined, `"${absent}" was sent, the new record lacks it`)
      const short = Object.keys(kept).find((name) => kept[name] != null && !(name in answer))
      must(short === undefined, `the answer to a creation lacks "${short}"`)
    },
    values: async () => {
      const { sent, kept } = await made()
      for (const [name, kind] of seen.fields)
        if (sent[name] != null && name in kept)
          must(isKept(kind, sent[name], kept[name]), `"${name}" was written as ${JSON.stringify(sent[name])} and comes back as ${JSON.stringify(kept[name])}`) // prettier-ignore
    },
    update: async () => updated(seen, (await made()).kept),
    remove: async () => {
      const { answer } = await made()
      isGone = true
      await removed(seen, answer)
    },
    cleanUp: async () => {
      const left = isGone || !making ? null : await making.catch(() => null)
      if (left) await provider.delete(resource, { id: left.answer.id, previousData: left.kept }).catch(() => null) // prettier-ignore
    },
  }
}
