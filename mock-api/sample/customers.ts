import { addDays, addMonths } from '#model/language/time.ts'
import { add, officeHour, serial, workingDay, type Company, type SampleRow } from './rows.ts'
import type { People } from './people.ts'

/** City with its region, by the group that sells there. */
const cities = {
  east: [['苏州', '华东'], ['宁波', '华东'], ['无锡', '华东'], ['杭州', '华东'], ['合肥', '华东'], ['上海', '华东'], ['常州', '华东'], ['嘉兴', '华东'], ['南通', '华东']],
  south: [['东莞', '华南'], ['佛山', '华南'], ['深圳', '华南'], ['中山', '华南'], ['厦门', '华南'], ['惠州', '华南'], ['长沙', '华中'], ['武汉', '华中']],
  north: [['青岛', '华北'], ['天津', '华北'], ['石家庄', '华北'], ['沈阳', '东北'], ['大连', '东北'], ['济南', '华北'], ['西安', '西部'], ['成都', '西部'], ['重庆', '西部']],
} as const // prettier-ignore

const first = [
  '启衡',
  '联誉',
  '顺和',
  '越海',
  '泊远',
  '澄光',
  '锐拓',
  '瀚控',
  '正激',
  '川越',
  '博凌',
  '鼎川',
  '恒拓',
  '瑞丰',
  '华砺',
  '宏远',
  '嘉澜',
  '凯旋',
  '立信',
  '铭泰',
  '诺维',
  '普泽',
  '润科',
  '盛航',
  '天枢',
  '维汉',
  '新锐',
  '亿方',
  '中凌',
  '卓远',
  '安澜',
  '佰川',
  '德昊',
  '泛海',
  '冠宇',
  '皓阳',
  '九鼎',
  '康泽',
  '凌霄',
  '明德',
]
const trades = [['机电', '机械'], ['精密', '机械'], ['五金', '机械'], ['注塑', '化工'], ['电气', '电气'], ['仪器', '仪器仪表'], ['智能', '电子'], ['控制技术', '电子'], ['光电', '电子'], ['微电', '电子'], ['水务', '水处理'], ['环保科技', '水处理'], ['制药', '制药'], ['新材料', '化工']] as const // prettier-ignore
const surnames = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '黄',
  '赵',
  '吴',
  '周',
  '徐',
  '孙',
  '马',
  '朱',
  '胡',
  '郭',
  '林',
  '何',
  '高',
  '梁',
]
const givens = ['建华', '志强', '丽娟', '晓明', '文杰', '海燕', '俊峰', '雪梅', '国庆', '佳怡', '宇航', '秀英', '浩', '敏', '磊', '静', '涛', '颖'] // prettier-ignore

export type Behaviour = 'prompt' | 'slow' | 'bad'
export type Customer = SampleRow & {
  readonly seller: SampleRow
  readonly behaviour: Behaviour
  /** How often it orders, against the average of 1. */
  readonly appetite: number
  readonly since: string
  readonly region: string
  readonly method: 'prepaid' | 'on_delivery' | 'credit' | 'installments'
}

const taxNumber = (company: Company): string => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const digits = Array.from({ length: 16 }, () => alphabet[company.random.whole(0, 9)]).join('')
  const body = `91${digits.slice(0, 15)}`
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  const sum = weights.reduce(
    (total, weight, i) => total + weight * alphabet.indexOf(body[i] ?? '0'),
    0,
  )
  return body + (alphabet[(31 - (sum % 31)) % 31] ?? '0')
}

const uniqueName = (
  company: Company,
  city: string,
  taken: Set<string>,
): readonly [string, string] => {
  for (;;) {
    const [trade, industry] = company.random.pick(trades)
    const name = `${city}${company.random.pick(first)}${trade}有限公司`
    if (taken.has(name)) continue
    taken.add(name)
    return [name, industry]
  }
}

const pickSeller = (company: Company, people: People, i: number) => {
  const weights = people.sellers.map((seller, at) => [seller, at % 4 === 0 ? 0.6 : 1] as const)
  return i < people.sellers.length
    ? (people.sellers[i] ?? company.random.weighted(weights))
    : company.random.weighted(weights)
}

/** Makes a customer with contacts and, unless it pays in advance, an approved credit assessment. */
const makeCustomer = (
  company: Company,
  people: People,
  i: number,
  taken: Set<string>,
): Customer => {
  const { random, today } = company
  const seller = pickSeller(company, people, i)
  const [city, region] = random.pick<readonly [string, string]>(cities[seller.region])
  const [name, industry] = uniqueName(company, city, taken)
  const isOld = random.chance(0.75)
  const since = workingDay(
    isOld
      ? addDays(addMonths(today, -26), random.whole(-300, 0))
      : addDays(today, -random.whole(30, 640)),
  )
  const behaviour = random.weighted<Behaviour>([
    ['prompt', 0.78],
    ['slow', 0.17],
    ['bad', 0.05],
  ])
  const method = random.weighted<Customer['method']>([
    ['credit', 0.5],
    ['installments', 0.22],
    ['on_delivery', 0.18],
    ['prepaid', 0.1],
  ])
  const appetite = random.weighted([
    [4, 0.08],
    [1.6, 0.22],
    [0.7, 0.4],
    [0.25, 0.3],
  ])
  const level =
    appetite >= 4 ? 'key' : appetite < 0.3 && random.chance(0.3) ? 'potential' : 'normal'
  const grade =
    behaviour === 'bad'
      ? random.pick(['C', 'D'])
      : behaviour === 'slow'
        ? random.pick(['B', 'C'])
        : random.pick(['A', 'A', 'B'])
  const hasCredit = method === 'credit' || method === 'installments'
  const limit = hasCredit ? Math.round(appetite * random.whole(80, 160)) * 10_000 : null
  const phone = `0${random.whole(20, 99)}-${random.whole(3000, 8999)}${random.whole(1000, 9999)}`
  const values = {
    code: serial(company, 'customers', 'code', since),
    name, kind: random.chance(0.9) ? 'enterprise' : 'channel', level, industry, region,
    size: random.weighted([['large', 0.15], ['medium', 0.5], ['small', 0.35]]),
    address: `${city}市高新区创业路 ${random.whole(1, 288)} 号`,
    phone, tax_no: taxNumber(company), invoice_title: name, bank_name: `中国银行${city}分行`,
    bank_account: String(random.whole(100_000_000, 999_999_999)) + String(random.whole(1_000_000, 9_999_999)),
    invoice_address_phone: `${city}市高新区 ${phone}`, invoice_kind: 'special',
    needs: `${industry}用泵阀及计量系统，重视交期与售后`,
    purchase_intent: level === 'potential' ? 'weak' : random.pick(['strong', 'medium']),
    decision_process: '采购提出需求，技术确认，总经理审批',
    purchase_preference: '按季下单，重视质保',
    source: random.pick(['exhibition', 'referral', 'self', 'campaign', 'online']),
    owner_id: seller.id, department_id: seller.department_id,
    preferred_contact: random.pick(['phone', 'email', 'visit', 'im']),
    contact_interval_days: level === 'key' ? 30 : level === 'potential' ? 14 : 60,
    credit_grade: hasCredit ? grade : 'none', credit_limit: limit,
    payment_terms_days: hasCredit ? random.pick([30, 30, 45, 60]) : 0,
    verified_on: addDays(today, -random.whole(5, 260)),
  } // prettier-ignore
  const steps =
    level === 'potential'
      ? []
      : [
          {
            at: officeHour(company, workingDay(addDays(since, 20))),
            transition: 'activate',
            to: 'active',
            by: null,
          },
        ]
  const row = add(company, 'customers', values, {
    at: officeHour(company, since),
    by: seller.id,
    steps,
  })
  const customer: Customer = { ...row, seller, behaviour, appetite, since, region, method }
  addContacts(company, customer)
  if (hasCredit) addAssessment(company, people, customer, grade, limit ?? 0)
  return customer
}

const addContacts = (company: Company, customer: Customer): void => {
  const { random } = company
  const roles = [
    ['采购经理', 'buyer'],
    ['总经理', 'decider'],
    ['财务主管', 'finance'],
  ] as const
  roles.slice(0, random.whole(1, 3)).forEach(([title, role], i) => {
    const values = {
      customer_id: customer.id, name: random.pick(surnames) + random.pick(givens), title, role_in_decision: role,
      mobile: `13${random.whole(100_000_000, 999_999_999)}`, email: `contact${random.whole(100, 999)}@${text(customer)}.example`,
      birthday: `19${random.whole(68, 92)}-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`,
      is_primary: i === 0, owner_id: customer.seller.id, department_id: customer.seller.department_id,
    } // prettier-ignore
    add(company, 'contacts', values, {
      at: officeHour(company, customer.since),
      by: customer.seller.id,
    })
  })
}

const text = (customer: Customer) => String(customer.code).toLowerCase()

const scores: Readonly<Record<string, number>> = { A: 90, B: 76, C: 61, D: 44 }

const addAssessment = (
  company: Company,
  people: People,
  customer: Customer,
  grade: string,
  limit: number,
): void => {
  const { random, today } = company
  const day = workingDay(addDays(today, -random.whole(20, 330)))
  const assessed = day > customer.since ? day : workingDay(customer.since)
  const base = scores[grade] ?? 60
  const score = () => Math.min(100, Math.max(0, base + random.whole(-3, 3)))
  const approver = limit > 1_000_000 ? people.headOf('board') : people.headOf('finance')
  const values = {
    customer_id: customer.id, assessed_on: assessed, payment_history_score: score(), financial_score: score(),
    business_score: score(), cooperation_score: score(), proposed_limit: limit, valid_until: addMonths(assessed, 12),
    comment: '按付款记录、财务与经营情况评估', owner_id: customer.seller.id, department_id: customer.seller.department_id,
  } // prettier-ignore
  const steps = [
    {
      at: officeHour(company, assessed),
      transition: 'submit',
      to: 'submitted',
      by: customer.seller.id,
    },
    {
      at: officeHour(company, workingDay(addDays(assessed, 2))),
      transition: 'approve',
      to: 'approved',
      by: approver.id,
    },
  ]
  add(company, 'credit_assessments', values, {
    at: officeHour(company, assessed),
    by: customer.seller.id,
    steps,
  })
}

/** Makes the customers. */
export const makeCustomers = (
  company: Company,
  people: People,
  count: number,
): readonly Customer[] => {
  const taken = new Set<string>()
  return Array.from({ length: count }, (_, i) => makeCustomer(company, people, i, taken))
}
