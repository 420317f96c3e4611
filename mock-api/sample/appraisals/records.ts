import { addDays, addMonths } from '#model/language/time.ts'
import type { People } from '../people.ts'
import { randomFrom } from '../random.ts'
import { add, at, serial, workingDay, type Company, type SampleStep } from '../rows.ts'
import { makeProposals } from './proposals.ts'

const rewards = [
  ['performance', ['bonus'], 3000, 3, '季度销售突出'],
  ['teamwork', ['certificate'], null, 2, '跨部门配合完成紧急订单'],
  ['performance', ['prize'], null, 2, '回款及时'],
  ['performance', ['bonus', 'certificate'], 5000, 4, '新客户开发突出'],
] as const
const violations = [
  ['process', ['warning'], null, 2, '未按规定复核出库单', 'P0-3.2'],
  ['discipline', ['warning'], null, 2, '工作时间擅自离岗', 'P1-3.1'],
  ['attendance', ['deduction'], 100, 1, '当月多次迟到', 'P1-3.1'],
  ['conduct', ['warning'], null, 1, '对客户态度生硬', 'P0-3.3'],
] as const

const reached = (company: Company, steps: readonly SampleStep[]): boolean => {
  const end = at(company, addDays(company.today, 1), 0)
  return steps.every((step) => step.at < end)
}

const makeReward = (company: Company, people: People, month: string, i: number): void => {
  const [hr, boss] = [people.headOf('hr'), people.headOf('board')]
  const [kind, form, amount, points, reason] = rewards[i % rewards.length] ?? rewards[0]
  const staff = people.all.filter(({ department }) => department !== 'board' && department !== 'warehouse') // prettier-ignore
  const person = company.random.pick(staff)
  const day = workingDay(addDays(`${month}-01`, company.random.whole(2, 20)))
  const steps = [
    { at: at(company, day, 9), transition: 'check', to: 'hr_checked', by: hr.id },
    { at: at(company, day, 11), transition: 'approve', to: 'approved', by: boss.id },
    { at: at(company, day, 16), transition: 'publish', to: 'published', by: hr.id },
  ]
  if (day > company.today) return
  add(
    company,
    'rewards',
    {
      code: serial(company, 'rewards', 'code', day), employee_id: person.id, department_id: person.department_id, kind, form, amount, points, reason,
      granted_on: day, counted_in_id: null, owner_id: hr.id,
    },
    { at: at(company, day, 8), by: hr.id, steps },
  ) // prettier-ignore
}

const makePenalty = (company: Company, people: People, month: string, i: number): void => {
  const hr = people.headOf('hr')
  const [violation, measure, amount, points, description, clause] = violations[i % violations.length] ?? violations[0] // prettier-ignore
  const article = company.rows.get('handbook_articles')?.find((row) => row.clause === clause)
  const staff = people.all.filter(({ department }) => department === 'warehouse' || (i % 3 === 0 && department === 'production')) // prettier-ignore
  const person = company.random.pick(staff)
  const day = workingDay(addDays(`${month}-01`, company.random.whole(1, 12)))
  const steps = [
    { at: at(company, addDays(day, 1), 10), transition: 'investigate', to: 'investigating', by: hr.id },
    { at: at(company, addDays(day, 4), 10), transition: measure[0] === 'warning' ? 'warn' : 'decide', to: 'decided', by: people.headOf(person.department).id },
    { at: at(company, addDays(day, 5), 10), transition: 'publish', to: 'published', by: hr.id },
  ] // prettier-ignore
  if (!article || !reached(company, steps)) return
  add(
    company,
    'penalties',
    {
      code: serial(company, 'penalties', 'code', day), employee_id: person.id, department_id: person.department_id, violation, clause_id: article.id,
      occurred_on: day, description, statement: '情况属实，今后改正。', measure, amount, points, decided_on: addDays(day, 4), counted_in_id: null,
      owner_id: people.headOf(person.department).id,
    },
    { at: at(company, day, 17), by: people.headOf(person.department).id, steps },
  ) // prettier-ignore
}

/** Rewards, penalties and proposals of two years; most violations are in the warehouse. */
export const makeRecords = (company: Company, people: People, months: number): void => {
  const random = randomFrom(419) // its own stream: the rest of the story stays as it is
  for (let back = months; back >= 0; back--) {
    const month = addMonths(`${company.today.slice(0, 7)}-01`, -back).slice(0, 7)
    makeReward(company, people, month, back)
    makeReward(company, people, month, back + 1)
    makePenalty(company, people, month, back)
    makeProposals(company, people, random, month, back)
  }
}
