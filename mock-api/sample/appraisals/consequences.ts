import { addDays, addMonths } from '#model/language/time.ts'
import { add, at, serial } from '../rows.ts'
import type { CycleDays } from './calendar.ts'
import type { Grade, Sheet, Story } from './sheets.ts'

const factors: Readonly<Record<Grade, number>> = { excellent: 1.2, good: 1.1, pass: 1, improve: 0.9, fail: 0.8 } // prettier-ignore

type Proposal = { readonly kind: string; readonly reason: string; readonly factor?: number }

const proposalsFor = ({ grade, row }: Sheet): readonly Proposal[] => {
  if (grade === null) return []
  const factor = factors[grade]
  return [
    ...(factor > 1 ? [{ kind: 'pay_up', reason: '考核等级绩效上浮', factor }] : []),
    ...(factor < 1 ? [{ kind: 'pay_down', reason: '考核等级绩效下浮', factor }] : []),
    ...(grade === 'excellent' ? [{ kind: 'bonus', reason: '考核优秀', factor }] : []),
    ...(grade === 'excellent' && Number(row.excellent_streak) >= 2 ? [{ kind: 'raise', reason: '连续考核优秀' }] : []),
    ...(grade === 'fail' ? [{ kind: 'warning', reason: '考核不合格' }] : []),
    ...(grade === 'improve' || grade === 'fail' ? [{ kind: 'training', reason: '考核待提高' }] : []),
  ]
} // prettier-ignore

/** What the close of a cycle proposes, and what became of it: a bonus or a raise is not always granted. */
export const makeConsequences = (story: Story, days: CycleDays, sheets: readonly Sheet[]): void => {
  const { company, hr, boss } = story
  if (days.close > company.today) return
  const effective_on = `${addMonths(days.close, 1).slice(0, 7)}-01`
  for (const sheet of sheets)
    for (const { kind, reason, factor } of proposalsFor(sheet)) {
      const isGranted = !['bonus', 'raise'].includes(kind) || company.random.chance(0.6)
      const decided = at(company, addDays(days.close, 5), 10)
      const steps = [
        { at: at(company, addDays(days.close, 2), 10), transition: 'check', to: 'hr_checked', by: hr.id },
        { at: decided, transition: isGranted ? 'approve' : 'reject', to: isGranted ? 'approved' : 'rejected', by: boss.id },
        ...(isGranted ? [{ at: at(company, effective_on, 1), transition: 'take_effect', to: 'effective', by: null }] : []),
      ] // prettier-ignore
      const row = add(
        company,
        'personnel_actions',
        {
          code: serial(company, 'personnel_actions', 'code', days.close), employee_id: sheet.person.id, department_id: sheet.person.department_id, kind,
          appraisal_id: sheet.row.id, from_position_id: sheet.person.position_id, factor: factor ?? null, effective_on,
          reason: `${reason}：${String(sheet.row.code)}`, owner_id: hr.id,
        },
        { at: at(company, days.close, 10), by: null, steps },
      ) // prettier-ignore
      if (row.state === 'effective' && (kind === 'pay_up' || kind === 'pay_down'))
        takeFactor(story, sheet, factor)
    }
}

/** The last pay factor in effect is the person's. */
const takeFactor = ({ company }: Story, { person }: Sheet, factor: number | undefined): void => {
  const row = company.rows.get('employees')?.find(({ id }) => id === person.id)
  if (row) Object.assign(row as Record<string, unknown>, { performance_pay_factor: factor })
}
