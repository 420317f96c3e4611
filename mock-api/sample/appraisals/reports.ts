import { addDays, addMonths, bucketOf } from '#model/language/time.ts'
import { isWorkingDay } from '#model/language/calendar.ts'
import type { People, Person } from '../people.ts'
import { add, at, type Company } from '../rows.ts'

const lastWorkingDay = (day: string): string =>
  isWorkingDay(day) ? day : lastWorkingDay(addDays(day, -1))

const report = (company: Company, people: People, person: Person, kind: string, period: string, due: string): void => {
  const isLate = person.department === 'warehouse' && company.random.chance(0.4)
  const day = isLate ? addDays(due, 2) : due
  const submitted_at = at(company, day, 17, company.random.whole(0, 59))
  const steps = [
    { at: submitted_at, transition: 'submit', to: 'submitted', by: person.id },
    { at: at(company, addDays(day, 1), 9), transition: 'read', to: 'read', by: people.headOf(person.department).id },
  ]
  const done = day <= company.today
  add(
    company,
    'work_reports',
    {
      employee_id: person.id, department_id: person.department_id, kind, period, owner_id: person.id,
      done_summary: '按计划完成本期工作。', plan_next: '继续推进重点事项。', submitted_at: done ? submitted_at : null,
    },
    { at: at(company, addDays(due, -1), 16), by: person.id, steps },
  )
} // prettier-ignore

/** Weekly reports of the last weeks and monthly summaries of the last months of everybody but the head of the company. */
export const makeReports = (company: Company, people: People): void => {
  const monday = bucketOf(company.today, 'week')
  const staff = people.all.filter(({ id }) => id !== people.headOf('board').id)
  for (const person of staff) {
    for (let back = 4; back >= 1; back--) {
      const week = addDays(monday, -7 * back)
      report(company, people, person, 'weekly', week, addDays(week, 6))
    }
    for (let back = 3; back >= 1; back--) {
      const first = addMonths(`${company.today.slice(0, 7)}-01`, -back)
      report(company, people, person, 'monthly', first.slice(0, 7), lastWorkingDay(addDays(addMonths(first, 1), -1))) // prettier-ignore
    }
  }
}
