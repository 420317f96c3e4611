import { addMonths, bucketOf, bucketRange } from '#model/language/time.ts'
import type { People, Person } from '../people.ts'
import { add, at, type Company, type SampleRow } from '../rows.ts'
import { cycleDays, type CycleDays, type CycleKind } from './calendar.ts'
import { makeConsequences } from './consequences.ts'
import type { Scheme } from './schemes.ts'
import { makeSheet, type Sheet, type Story } from './sheets.ts'

const kinds = ['month', 'quarter', 'year'] as const

/** First days of the periods of a kind that lie within the story. */
const periods = (today: string, kind: CycleKind, months: number): readonly string[] => {
  const first = addMonths(`${today.slice(0, 7)}-01`, -months)
  const found = new Set<string>()
  for (let i = 0; i <= months; i++) {
    const day = addMonths(first, i)
    const { from } = bucketRange(bucketOf(day, kind), kind)
    if (from >= first) found.add(from)
  }
  return [...found]
}

/** The steps that a cycle takes by its calendar. */
const stepsOf = (company: Company, days: CycleDays, hr: SampleRow, boss: SampleRow) => [
  { at: at(company, days.start, 1), transition: 'start', to: 'self_review', by: null },
  { at: at(company, days.open, 1), transition: 'open_scoring', to: 'scoring', by: null },
  { at: at(company, days.score, 18), transition: 'collect', to: 'hr_audit', by: null },
  { at: at(company, days.audit, 17), transition: 'send_up', to: 'approving', by: hr.id },
  { at: at(company, days.final, 15), transition: 'approve', to: 'feedback', by: boss.id },
  { at: at(company, days.close, 10), transition: 'close', to: 'closed', by: hr.id },
]

const makeCycle = (company: Company, days: CycleDays, schemes: readonly Scheme[], hr: SampleRow, boss: SampleRow) =>
  add(
    company,
    'appraisal_cycles',
    {
      code: days.code, kind: days.kind, period_start: days.from, period_end: days.to, final_due: days.final, planned_final_due: days.final,
      scheme_ids: schemes.map(({ id }) => id), owner_id: hr.id, department_id: hr.department_id,
    },
    { at: at(company, days.from, 9), by: hr.id, steps: stepsOf(company, days, hr, boss) },
  ) // prettier-ignore

const familyOf = (company: Company, person: Person): string => {
  const position = company.rows.get('positions')?.find(({ id }) => id === person.position_id)
  return String(position?.family ?? '')
}

/** Makes every cycle with a sheet for each person whose family has a scheme of the kind. */
export const openCycles = (
  company: Company,
  people: People,
  schemes: readonly Scheme[],
  months: number,
): void => {
  const [hr, boss] = [people.headOf('hr'), people.headOf('board')]
  const staff = people.all.filter(({ id }) => id !== boss.id)
  const story: Story = { company, people, sheets: [], hr, boss }
  for (const kind of kinds)
    for (const from of periods(company.today, kind, months)) {
      const days = cycleDays(kind, from)
      const fitting = schemes.filter(({ kinds: used }) => used.includes(kind))
      const cycle = makeCycle(company, days, fitting, hr, boss)
      if (days.start > company.today) continue
      const made: Sheet[] = staff.flatMap((person) => {
        const scheme = fitting.find(({ family }) => family === familyOf(company, person))
        return scheme ? [makeSheet(story, days, cycle, scheme, person)] : []
      })
      story.sheets.push(...made)
      makeConsequences(story, days, made)
    }
}
