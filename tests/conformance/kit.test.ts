import simpleRest from 'ra-data-simple-rest'
import { describe, expect, test } from 'vitest'
import { createBackend, faults, type Fault } from './backends/faulty.ts'
import { httpTo } from './backends/listen.ts'
import { examine } from './kit.ts'

/** Without the model a day with a time looks like a moment. */
const kinds = {
  name: 'text',
  region: 'text',
  amount: 'number',
  signed_on: 'day',
  signed_at: 'moment',
} as const
const needsModel = (fault: Fault | null) => fault === 'days come with a time'

const examined = (fault: Fault | null, mayWrite = true) => {
  const provider = simpleRest('http://backend.test', httpTo(createBackend(fault)))
  return examine({ provider, resource: 'rows', mayWrite, ...(needsModel(fault) && { kinds }) })
}
const wrongWith = async (fault: Fault | null) =>
  (await examined(fault)).filter(({ result }) => result !== 'pass')

const planted = Object.entries(faults) as [Fault, string][] // keys of a literal

describe('the conformance suite', () => {
  test('finds nothing on a sound backend', async () => {
    expect(await wrongWith(null)).toEqual([])
    const provider = simpleRest('http://backend.test', httpTo(createBackend(null)))
    const known = await examine({ provider, resource: 'rows', mayWrite: true, kinds })
    expect(known.filter(({ result }) => result !== 'pass')).toEqual([])
  })

  test.each(planted)('finds that %s', async (fault, capability) => {
    const findings = await wrongWith(fault)
    expect(findings.find((finding) => finding.capability === capability)?.result).toBe('wrong')
  })

  test('leaves to a backend which texts it searches', async () => {
    const provider = simpleRest('http://backend.test', httpTo(createBackend(null)))
    const texts = { name: 'text', signed_on: 'text' } as const
    const found = await examine({ provider, resource: 'rows', mayWrite: false, kinds: texts })
    expect(found.find(({ capability }) => capability === 'search: q')?.result).toBe('pass')
  })

  test('says in words what is wrong, and where', async () => {
    expect(await wrongWith('PUT drops the other fields')).toEqual([
      { capability: 'write: update', result: 'wrong', reason: 'an update of "amount" alone lost "region"' },
    ]) // prettier-ignore
    expect(await wrongWith('errors are answered with 200')).toContainEqual({
      capability: 'errors: by status',
      result: 'wrong',
      reason: 'reading an unknown id was answered as if all were well',
    })
  })

  test('writes nothing unless it is told to', async () => {
    const findings = await examined(null, false)
    expect(findings.filter(({ result }) => result === 'missing')).toEqual(
      ['create', 'values', 'update', 'remove'].map((write) => ({
        capability: `write: ${write}`,
        result: 'missing',
        reason: 'not tried: reading only',
      })),
    )
  })

  test('leaves no row behind, also when a write fails', async () => {
    const backend = createBackend('PUT drops the other fields')
    const provider = simpleRest('http://backend.test', httpTo(backend))
    await examine({ provider, resource: 'rows', mayWrite: true })
    const asked = { pagination: { page: 1, perPage: 99 }, sort: { field: 'id', order: 'ASC' as const }, filter: {} } // prettier-ignore
    expect((await provider.getList('rows', asked)).total).toBe(11)
  })
})
