import { addDays } from '#model/language/time.ts'
import type { People, Person } from '../people.ts'
import type { Random } from '../random.ts'
import { add, at, dayOf, serial, workingDay, type Company, type SampleRow } from '../rows.ts'

type Idea = readonly [department: string, kind: 'idea' | 'solution' | 'process', title: string, content: string, expected: string, benefit: number] // prettier-ignore

/** What people propose, and what it brings in a year when it is adopted, yuan. */
const ideas: readonly Idea[] = [
  ['production', 'process', '阀体车削合并两道工序', '粗车与半精车合并，夹具改为快换式。', '单件节约 3 分钟，年产能提高约 4%', 186_000],
  ['production', 'solution', '针阀装配力矩定扭改造', '装配工位改用定扭电动工具，数据自动记录。', '密封返工率下降一半', 128_000],
  ['quality', 'process', '来料密封件抽检改为分级检验', '按供应商质量等级调整抽检比例。', '检验工时减少两成，风险批次不漏检', 62_000],
  ['quality', 'solution', '泄漏测试台增加自动判定', '测试压力曲线自动比对，超差即停。', '减少误判与复测', 74_000],
  ['purchasing', 'idea', '外协件按季度锁价', '对主要外协件签季度框架价。', '降低原料波动影响', 240_000],
  ['purchasing', 'process', '到货预约与分时段收货', '供应商提前一天预约到货时段。', '收货排队减少，产线待料减少', 51_000],
  ['warehouse', 'process', '出库单扫码复核', '拣货与复核两次扫码，差异即时提示。', '减少错发漏发', 56_000],
  ['warehouse', 'idea', '常用规格前置库位', '按半年出库频次调整库位。', '拣货路程缩短三成', 28_000],
  ['technology', 'solution', '阀芯材料替代验证', '在低压系列上验证新牌号不锈钢。', '材料成本下降 6%', 310_000],
  ['technology', 'idea', '图纸标准件库', '整理常用标准件三维库，设计直接引用。', '减少重复设计与图纸错误', 88_000],
  ['sales_east', 'process', '报价模板自动取价', '报价单按价格表与库存自动填入。', '每单少用十分钟，避免错价', 35_000],
  ['sales_south', 'idea', '老客户备件提醒', '按交付日期推算更换周期，提前联系客户。', '带动备件复购', 145_000],
  ['sales_north', 'solution', '北方仓前置备货', '与天津物流商合作前置常用规格。', '交期缩短三天', 98_000],
  ['service', 'process', '投诉首响应话术与分派表', '按投诉类别给出首响应话术和责任部门。', '首响应及时率提高', 30_000],
  ['service', 'idea', '常见故障视频手册', '把常见安装与保养问题拍成短视频。', '减少上门次数', 54_000],
  ['finance', 'process', '回款核销对账模板', '银行流水按付款方自动匹配应收。', '月末对账少用两天', 42_000],
  ['marketing', 'idea', '行业展会联合参展', '与两家互补厂商联合参展。', '分摊展位费并共享线索', 60_000],
  ['legal', 'process', '标准合同条款库', '常用条款按风险等级成库，评审只看差异。', '合同评审缩短一天', 25_000],
  ['hr', 'process', '新员工入职清单', '入职第一周任务与带教人一页列清。', '上手时间缩短一周', 22_000],
  ['production', 'idea', '冷却液集中过滤', '六台车床冷却液集中过滤循环使用。', '冷却液采购减少四成', 67_000],
] // prettier-ignore

/** Somebody who may have the idea: not the head, who decides on it. */
const proposersFor = (random: Random, people: People, department: string): readonly Person[] => {
  const staff = people.all.filter((person) => person.department === department).slice(1)
  if (staff.length === 0) return []
  const lead = random.pick(staff)
  const second = random.pick(staff)
  return second.id === lead.id || random.chance(0.6) ? [lead] : [lead, second]
}

type Course = { readonly evaluated: string; readonly decided: string; readonly promoted: string; readonly isAdopted: boolean; readonly isPromoted: boolean } // prettier-ignore

const courseFrom = (random: Random, day: string): Course => {
  const evaluated = workingDay(addDays(day, random.whole(1, 5)))
  const decided = workingDay(addDays(evaluated, random.whole(3, random.chance(0.15) ? 18 : 8)))
  const isAdopted = random.chance(0.68)
  return {
    evaluated,
    decided,
    promoted: workingDay(addDays(decided, random.whole(10, 25))),
    isAdopted,
    isPromoted: isAdopted && random.chance(0.7),
  }
}

/** The reward that an adopted proposal leads to; it is checked and made public once the innovation is known to all. */
const addReward = (
  company: Company,
  people: People,
  proposal: SampleRow,
  person: Person,
  { decided, promoted, isPromoted }: Course,
  benefit: number,
): void => {
  const [hr, boss] = [people.headOf('hr'), people.headOf('board')]
  const checked = workingDay(addDays(promoted, 3))
  const published = workingDay(addDays(promoted, 6))
  const isGranted = isPromoted && benefit >= 50_000
  const steps = [
    { at: at(company, checked, 9), transition: 'check', to: 'hr_checked', by: hr.id },
    { at: at(company, checked, 15), transition: 'approve', to: 'approved', by: boss.id },
    { at: at(company, published, 10), transition: 'publish', to: 'published', by: hr.id },
  ]
  const pays = isGranted && benefit >= 100_000 && checked <= company.today
  add(
    company,
    'rewards',
    {
      code: serial(company, 'rewards', 'code', decided), employee_id: person.id, department_id: person.department_id, kind: 'innovation',
      form: pays ? ['bonus', 'certificate'] : ['certificate'], amount: pays ? Math.round(benefit / 5_000) * 100 : null, points: 2,
      reason: `创新提案采纳：${String(proposal.title)}`, innovation_id: proposal.id, economic_benefit: benefit,
      granted_on: isGranted ? published : decided, counted_in_id: null, owner_id: hr.id,
    },
    { at: at(company, decided, 16), by: null, steps: isGranted ? steps : [] },
  ) // prettier-ignore
}

const makeProposal = (company: Company, people: People, random: Random, idea: Idea, day: string): void => {
  const [department, kind, title, content, expected, benefit] = idea
  const [lead, ...others] = proposersFor(random, people, department)
  if (!lead || day > company.today) return
  const head = people.headOf(department)
  const course = courseFrom(random, day)
  const { evaluated, decided, promoted, isAdopted, isPromoted } = course
  const steps = [
    { at: at(company, evaluated, 10), transition: 'evaluate', to: 'evaluating', by: head.id },
    { at: at(company, decided, 15), transition: isAdopted ? 'adopt' : 'decline', to: isAdopted ? 'adopted' : 'declined', by: head.id },
    ...(isPromoted ? [{ at: at(company, promoted, 10), transition: 'promote', to: 'promoted', by: head.id }] : []),
  ]
  const isDecided = decided <= company.today
  const made = at(company, day, random.whole(9, 16))
  const row = add(
    company,
    'innovation_proposals',
    {
      code: serial(company, 'innovation_proposals', 'code', day), title, kind, content, expected_benefit: expected, owner_id: lead.id,
      department_id: lead.department_id, proposer_ids: [lead, ...others].map(({ id }) => id), submitted_on: dayOf(company, made),
      decide_due: addDays(day, 15), decided_on: isDecided ? decided : null, actual_benefit: isDecided && isAdopted ? benefit : null,
      promotion_note: isPromoted && promoted <= company.today ? `由${String(lead.name)}讲解，相关班组照此执行，月度例会通报效果。` : null,
    },
    { at: made, by: lead.id, steps },
  )
  if (isDecided && isAdopted)
    for (const person of [lead, ...others]) addReward(company, people, row, person, course, benefit)
} // prettier-ignore

/** The proposals of a month; each idea comes once in its turn, with a figure of its own the second time. */
export const makeProposals = (
  company: Company,
  people: People,
  random: Random,
  month: string,
  back: number,
): void => {
  for (const turn of [0, 1, 2].slice(0, random.chance(0.4) ? 3 : 2)) {
    const idea = ideas[(back * 3 + turn) % ideas.length]
    const day = workingDay(addDays(`${month}-01`, random.whole(1, 24)))
    if (idea) makeProposal(company, people, random, idea, day)
  }
}
