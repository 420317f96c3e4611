import type { Resource } from '#model/language/resources.ts'
import { searchFields } from '#model/language/search-text.ts'
import { parsePredicate } from '#model/language/predicate.ts'
import { maskedCompile, verbTest } from '../compile.ts'
import { selectRows } from '../record/rows.ts'
import type { Row } from '#model/language/wire.ts'
import type { Service } from '../service.ts'
import { fillLabel } from './texts.ts'
import type { Work } from '../work.ts'

type Found = Awaited<ReturnType<Service['search']>>
const perResource = 5

/** Finds records of every kind that somebody may read by a text, in Chinese, pinyin or initials. */
export const searchEverywhere = async (work: Work, text: string): Promise<Found> => {
  const wanted = text.trim()
  if (wanted === '') return []
  const found: Found[number][] = []
  for (const resource of work.engine.index.resources.values()) {
    if (resource.kind === 'lines' || searchFields(resource).length === 0) continue
    const readable = verbTest(work, resource.name, 'read')
    if (readable.k === 'constant' && !readable.value) continue
    const rows = await selectRows(
      work,
      maskedCompile(work),
      resource,
      {
        where: [readable, parsePredicate({ q: wanted, archived: false })],
        order: (source) => source.column('id'),
        limit: perResource,
      },
      { flat: true },
    )
    for (const row of rows) found.push(await hit(work, resource, row))
  }
  return found
}

const hit = async (work: Work, resource: Resource, row: Row): Promise<Found[number]> => {
  const { title } = resource.entity
  const filled = await fillLabel(work, { resource: resource.name, id: row.id }, { zh: title, en: title }) // prettier-ignore
  const state = resource.entity.workflow?.states[String(row.state)]
  const { locale } = work.who
  return {
    resource: resource.name,
    id: row.id,
    title: filled[locale].trim(),
    ...(state && { detail: state[locale] }),
  }
}
