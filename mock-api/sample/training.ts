import { addDays, addMonths } from '#model/language/time.ts'
import type { People } from './people.ts'
import { add, at, serial, workingDay, type Company, type SampleRow } from './rows.ts'

/** What business departments say they lack, and what they want to learn. */
const wishes = [
  ['商务谈判与合同条款', '大客户谈判技巧、付款条款与违约责任', 'high'],
  ['产品选型与密封知识', '各系列选型要点与典型工况', 'medium'],
  ['市场分析方法', '细分市场评估与竞品信息收集', 'medium'],
  ['投诉处理沟通', '首次响应、情绪安抚与原因记录', 'high'],
  ['回款与信用管理', '催收步骤与法律知识', 'medium'],
  ['职业操守与保密', '保密制度与反商业贿赂', 'low'],
] as const

type Need = Readonly<Record<string, unknown>> & { readonly day: string; readonly handed: string; readonly decided: string } // prettier-ignore

const addNeed = (company: Company, people: People, owner: SampleRow, { day, handed, decided, ...values }: Need): void => {
  const hr = people.headOf('hr')
  add(
    company,
    'training_needs',
    {
      code: serial(company, 'training_needs', 'code', day), owner_id: owner.id, submitted_on: handed <= company.today ? handed : null, ...values,
    },
    {
      at: at(company, day, 9), by: null,
      steps: [
        { at: at(company, handed, 16), transition: 'submit', to: 'submitted', by: owner.id },
        { at: at(company, decided, 10), transition: 'plan', to: 'planned', by: hr.id },
      ],
    },
  )
} // prettier-ignore

/** The surveys of the business departments by half-year, and what appraisals have told. */
export const makeTraining = (company: Company, people: People): void => {
  const departments = (company.rows.get('departments') ?? []).filter(({ kind }) => kind === 'business')
  const heads = new Map(people.all.map((person) => [person.id, person]))
  for (let back = 3; back >= 0; back--) {
    const month = addMonths(`${company.today.slice(0, 7)}-01`, -back * 6)
    const half = Number(month.slice(5, 7)) <= 6 ? 'H1' : 'H2'
    const first = `${month.slice(0, 4)}-${half === 'H1' ? '01' : '07'}-01`
    for (const [i, department] of departments.entries()) {
      const [skill_gap, knowledge_need, priority] = wishes[(i + back) % wishes.length] ?? wishes[0]
      const head = heads.get(String(department.manager_id))
      const handed = workingDay(addDays(first, 10 + i * 2))
      if (head)
        addNeed(company, people, head, {
          day: first, handed, decided: workingDay(addDays(handed, 20 + i)), department_id: department.id, period: `${first.slice(0, 4)}${half}`,
          skill_gap, knowledge_need, source: 'survey', priority,
        })
    }
  }
  const cycles = new Map((company.rows.get('appraisal_cycles') ?? []).map((row) => [row.id, row]))
  const told = (company.rows.get('personnel_actions') ?? []).filter(({ kind }) => kind === 'training')
  const sheets = new Map((company.rows.get('appraisals') ?? []).map((row) => [row.id, row]))
  for (const action of told) {
    const sheet = sheets.get(String(action.appraisal_id))
    const head = heads.get(String(sheet?.supervisor_id))
    const code = String(cycles.get(String(sheet?.cycle_id))?.code ?? '')
    if (!sheet || !head) continue
    const day = String(action.created_at).slice(0, 10)
    const handed = workingDay(addDays(day, 5))
    addNeed(company, people, head, {
      day, handed, decided: workingDay(addDays(handed, 12)), department_id: action.department_id, period: code.slice(4), employee_ids: [action.employee_id],
      skill_gap: `考核待提高：${String(sheet.code)}`, knowledge_need: '按考核反馈的改进建议补足', source: 'appraisal', appraisal_id: sheet.id, priority: 'high',
    })
  }
} // prettier-ignore
