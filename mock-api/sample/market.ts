import { addDays, addMonths, bucketRange } from '#model/language/time.ts'
import type { People, Person } from './people.ts'
import { randomFrom } from './random.ts'
import { add, at, serial, text, workingDay, type Company, type SampleRow } from './rows.ts'

type Part = readonly [name: string, industries: readonly string[], definition: string, size: number, growth: number, competition: 'high' | 'medium' | 'low', fit: number, potential: number, selectedMonthsAgo: number | null] // prettier-ignore

/** Parts of the market by industry, how they were assessed and when the company went for them. */
const parts: readonly Part[] = [
  ['水处理', ['水处理'], '市政与工业水处理的加药、计量与监测', 1_600_000_000, 9.5, 'medium', 5, 5, 21],
  ['制药', ['制药'], '原料药与制剂企业的计量、洁净与监测', 900_000_000, 7.8, 'low', 4, 5, 16],
  ['电子与微电子', ['电子'], '电子制造的化学品输送与流量控制', 2_400_000_000, 12.4, 'high', 4, 5, 9],
  ['精细化工', ['化工'], '精细化工的耐腐泵阀与安全仪表', 2_100_000_000, 4.6, 'high', 4, 3, 5],
  ['机械装备配套', ['机械'], '主机厂的精密件与液压配套', 3_200_000_000, 3.2, 'high', 3, 3, null],
  ['电气与仪表', ['电气', '仪器仪表'], '成套厂与仪表集成商', 1_100_000_000, 5.1, 'medium', 3, 3, null],
] // prettier-ignore

const makeSegments = (company: Company, people: People): ReadonlyMap<string, string> => {
  const [head, staff] = [people.headOf('marketing'), people.named('朱琳')]
  const found = new Map<string, string>()
  for (const [name, industries, definition, market_size, growth_rate, competition, fit_score, potential_score, ago] of parts) {
    const made = addMonths(company.today, -24)
    const selected = ago === null ? null : workingDay(addMonths(company.today, -ago))
    const row = add(
      company,
      'market_segments',
      {
        name, dimension: 'industry', definition, market_size, growth_rate, competition, fit_score, potential_score, selected_on: selected,
        owner_id: staff.id, department_id: staff.department_id,
      },
      {
        at: at(company, made, 10), by: staff.id,
        steps: selected === null ? [] : [{ at: at(company, selected, 15), transition: 'select', to: 'selected', by: head.id }],
      },
    )
    for (const industry of industries) found.set(industry, row.id)
  }
  return found
} // prettier-ignore

type Partner = readonly [name: string, kind: 'dealer' | 'agent' | 'ecommerce' | 'own_store', region: string, contact: string, monthsAgo: number, end?: 'suspended' | 'ended' | 'negotiating' | 'prospect'] // prettier-ignore

/** Partners, the region they cover and when they were won. */
const partners: readonly Partner[] = [
  ['苏州恒通流体设备有限公司', 'dealer', '华东', '吴建明', 23],
  ['宁波海辰工业自动化有限公司', 'dealer', '华东', '徐丽', 19],
  ['东莞联创机电贸易有限公司', 'dealer', '华南', '梁志豪', 22],
  ['厦门同安仪表有限公司', 'agent', '华南', '林晓', 13],
  ['武汉中正阀门代理有限公司', 'agent', '华中', '何军', 17],
  ['天津北辰泵阀销售有限公司', 'dealer', '华北', '马强', 20],
  ['沈阳东联装备有限公司', 'dealer', '东北', '孙岩', 11],
  ['成都西域自控有限公司', 'agent', '西部', '周倩', 7],
  ['工品汇商城', 'ecommerce', '全国', '平台客服', 15],
  ['华澄上海体验店', 'own_store', '华东', '陈店长', 9],
  ['青岛蓝海过程设备有限公司', 'dealer', '华北', '于洋', 3],
  ['佛山顺源流体科技有限公司', 'dealer', '华南', '黄敏', 1],
  ['长沙湘控自动化有限公司', 'dealer', '华中', '刘波', 18, 'suspended'],
  ['大连港机配套服务部', 'agent', '东北', '郭海', 21, 'ended'],
  ['重庆渝控仪表有限公司', 'dealer', '西部', '邓涛', 1, 'negotiating'],
  ['西安秦源石化设备有限公司', 'agent', '西部', '高飞', 0, 'prospect'],
] // prettier-ignore

/** The task that signing leads to: to evaluate the partner by the end of the quarter. */
const addEvaluation = (company: Company, people: People, partner: SampleRow, manager: Person, day: string): void => {
  const head = people.headOf('marketing')
  const year = day.slice(0, 4)
  const due = addDays(bucketRange(`${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`, 'quarter').toExclusive, -1)
  const [done, verified] = [workingDay(addDays(due, -6)), workingDay(addDays(due, -3))]
  const isDone = verified <= company.today
  add(
    company,
    'action_items',
    {
      code: serial(company, 'action_items', 'code', day), kind: 'task', source: { resource: 'channel_partners', id: partner.id },
      content: `首次渠道评估：${text(partner, 'name')}`, responsible_id: manager.id, due_on: due, owner_id: head.id, department_id: manager.department_id,
      ...(isDone && { result: '已按销量、覆盖与客户反馈评估。', done_on: done, verified_by_id: head.id, verified_on: verified, effect: 'effective' }),
    },
    {
      at: at(company, day, 15), by: head.id,
      steps: isDone
        ? [
            { at: at(company, done, 16), transition: 'finish_at_once', to: 'done', by: manager.id },
            { at: at(company, verified, 10), transition: 'verify', to: 'verified', by: head.id },
          ]
        : [],
    },
  )
} // prettier-ignore

const makePartner = (
  company: Company,
  people: People,
  segments: readonly string[],
  [name, kind, region, contact, ago, end]: Partner,
  i: number,
  customer: SampleRow | undefined,
): SampleRow => {
  const head = people.headOf('marketing')
  const manager = people.named(i % 3 === 2 ? '朱琳' : '秦思远')
  const signed = workingDay(addDays(addMonths(company.today, -ago), -(i % 20)))
  const isOpen = end === 'negotiating' || end === 'prospect'
  const first = workingDay(addDays(signed, isOpen ? -5 : -45))
  const stopped = workingDay(addDays(signed, 300))
  const step = (day: string, hour: number, transition: string, to: string, by: string) => ({ at: at(company, day, hour), transition, to, by }) // prettier-ignore
  const steps = [
    ...(end === 'prospect' ? [] : [step(addDays(first, 3), 10, 'negotiate', 'negotiating', manager.id)]),
    ...(isOpen ? [] : [step(signed, 15, 'sign', 'active', head.id)]),
    ...(end === 'suspended' ? [step(stopped, 15, 'suspend', 'suspended', head.id)] : []),
    ...(end === 'ended' ? [step(stopped, 15, 'end', 'ended', head.id)] : []),
  ] // prettier-ignore
  const row = add(
    company,
    'channel_partners',
    {
      code: serial(company, 'channel_partners', 'code', first), name, kind, region, segment_ids: [segments[i % segments.length]], contact_name: contact,
      contact_phone: `138${String(20_000_000 + i * 731_913).slice(-8)}`, manager_id: manager.id, owner_id: manager.id, department_id: manager.department_id,
      class: 'unrated', customer_id: kind === 'dealer' && !isOpen ? (customer?.id ?? null) : null, activated_on: isOpen ? null : signed, signed_on: isOpen ? null : signed,
      expires_on: isOpen ? null : addDays(signed, 730 + (i % 2) * 365), cooperation_policy: isOpen ? null : '按季度销量返利，区域保护，不得跨区窜货。',
    },
    { at: at(company, first, 9), by: manager.id, steps },
  ) // prettier-ignore
  if (!isOpen) addEvaluation(company, people, row, manager, signed)
  return row
}

/** Segments and partners of two years, and which customers and orders belong to them. */
export const makeMarket = (company: Company, people: People): void => {
  const random = randomFrom(417) // its own stream: the rest of the story stays as it is
  const segments = makeSegments(company, people)
  const customers = company.rows.get('customers') ?? []
  const made = partners.map((partner, i) =>
    makePartner(
      company,
      people,
      [...new Set(segments.values())],
      partner,
      i,
      customers.filter((one) => one.region === partner[2] && one.state === 'active')[i % 5],
    ),
  )
  const selling = made.filter(({ state }) => state === 'active' || state === 'suspended')
  const channelOf = new Map<string, SampleRow>()
  for (const customer of customers) {
    const near = selling.filter(({ region }) => region === customer.region || region === '全国')
    const channel = near.length > 0 && (random.chance(0.2)) ? random.pick(near) : undefined // prettier-ignore
    if (channel) channelOf.set(customer.id, channel)
    Object.assign(customer as Record<string, unknown>, {
      segment_id: segments.get(text(customer, 'industry')) ?? null,
      channel_id: channel?.id ?? null,
    })
  }
  for (const order of company.rows.get('orders') ?? []) {
    const channel = channelOf.get(text(order, 'customer_id'))
    const isThrough = channel !== undefined && text(order, 'received_on') >= text(channel, 'activated_on') // prettier-ignore
    Object.assign(order as Record<string, unknown>, { channel_id: isThrough ? channel.id : null })
  }
}
