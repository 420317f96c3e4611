import simpleRest from 'ra-data-simple-rest'
import { describe, expect, test } from 'vitest'
import { createBackend, faults, type Fault } from './faulty.ts'
import { examine } from './kit.ts'

const wrongWith = async (fault: Fault | null) => {
  const provider = simpleRest('http://backend.test', createBackend(fault))
  const findings = await examine({ provider, resource: 'rows', mayWrite: true })
  return findings.filter(({ result }) => result !== 'pass')
}

describe('the conformance suite', () => {
  test('finds nothing on a sound backend', async () => {
    expect(await wrongWith(null)).toEqual([])
  })

  test.each(faults)('finds: %s', async (fault) => {
    const findings = await wrongWith(fault)
    expect(findings.map(({ result }) => result)).toContain('wrong')
  })

  test('says in words what is wrong, and where', async () => {
    const [lost] = await wrongWith('put drops fields')
    expect(lost).toMatchObject({ capability: 'write: create, update, delete', result: 'wrong' })
    expect(lost?.reason).toBe('an update of "amount" alone lost "name"')
  })

  test('writes nothing unless it is told to', async () => {
    const provider = simpleRest('http://backend.test', createBackend(null))
    const findings = await examine({ provider, resource: 'rows', mayWrite: false })
    expect(findings.at(-1)).toEqual({
      capability: 'write: create, update, delete',
      result: 'missing',
      reason: 'not tried: reading only',
    })
  })
})
