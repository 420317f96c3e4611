import { describe, expect, test } from 'vitest'
import type { Row } from '#model/language/wire.ts'
import { openScheme, planMonth, openOffice } from './appraisal/company.ts'

describe('an appraisal from the plan of the cycle to its consequences', () => {
  const office = openOffice()
  const held: { scheme?: Row; cycle?: Row } = {}
  const cycle = (): Row => held.cycle ?? { id: '' }

  test('the cycle plans its days on the working calendar', async () => {
    held.scheme = await openScheme(office())
    held.cycle = await planMonth(office(), '2026-11', held.scheme)
    expect(held.cycle).toMatchObject({
      code: 'KHQ-2026M11',
      state: 'planned',
      period_end: '2026-11-30',
      self_due: '2026-11-30',
      final_due: '2026-12-10',
      hr_due: '2026-12-08',
      score_due: '2026-12-04',
      feedback_due: '2026-12-17',
    })
  })

  test('five days before the end a sheet is opened for everybody of the family', async () => {
    const { charter } = office()
    charter.on('2026-11-24')
    await charter.tick()
    expect(await charter.read('appraisal_cycles', cycle())).toMatchObject({ state: 'planned' })
    charter.on('2026-11-25')
    await charter.tick()
    expect(await charter.read('appraisal_cycles', cycle())).toMatchObject({
      state: 'self_review',
      sheets: 5,
    })
  })
})
