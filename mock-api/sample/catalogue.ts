import { seedRows } from '#model/seed.ts'
import { add, at, type Company, type SampleRow } from './rows.ts'
import type { People } from './people.ts'

const founded = '2021-03-01'

/** Category, kind, unit, and its products: name, cost, price without tax as a multiple of cost, lead days. */
const ranges: readonly (readonly [string, string, string, string, readonly (readonly [string, number, number, number])[]])[] = [
  ['BG', '精密泵', 'good', '台', [['微型齿轮泵 P10', 820, 1.55, 12], ['微型齿轮泵 P20', 1_180, 1.52, 12], ['计量柱塞泵 M5', 3_450, 1.6, 18], ['计量柱塞泵 M8', 4_900, 1.58, 20], ['磁力驱动泵 C3', 2_150, 1.48, 15], ['耐腐隔膜泵 D2', 1_640, 1.5, 15]]],
  ['FM', '阀门', 'good', '件', [['不锈钢针阀 DN6', 96, 1.7, 7], ['不锈钢针阀 DN10', 128, 1.66, 7], ['电磁比例阀 E1', 620, 1.62, 10], ['气动球阀 Q4', 540, 1.5, 10], ['止回阀 Z2', 75, 1.72, 5], ['安全阀 A3', 310, 1.55, 8]]],
  ['CG', '传感器', 'good', '件', [['压力变送器 S1', 285, 1.8, 9], ['压力变送器 S2 防爆', 460, 1.75, 12], ['涡街流量计 V1', 1_720, 1.65, 15], ['电磁流量计 L5', 2_480, 1.6, 16], ['液位计 H2', 390, 1.7, 9]]],
  ['JG', '精密件', 'good', '件', [['钛合金转子', 1_260, 1.45, 20], ['陶瓷轴套', 138, 1.6, 12], ['碳化硅密封环', 172, 1.58, 12], ['精铸壳体', 420, 1.4, 18], ['高速主轴组件', 5_600, 1.42, 25]]],
  ['XT', '成套系统', 'good', '套', [['自动加药系统 J1', 38_000, 1.38, 40], ['自动加药系统 J2', 56_000, 1.36, 45], ['在线监测柜 K1', 27_500, 1.42, 30], ['撬装计量站 T1', 92_000, 1.33, 60]]],
  ['FW', '服务', 'service', '项', [['安装调试服务', 3_200, 1.6, 5], ['年度维保服务', 6_800, 1.7, 3], ['计量校准服务', 1_100, 1.9, 3]]],
] // prettier-ignore

/** Units of two decimals, upwards. */
const cents = (value: number) => Math.ceil(value * 100) / 100

export type Product = SampleRow & {
  readonly price: number
  readonly cost: number
  readonly kind: string
  readonly category: string
  readonly days: number
}

/** Makes the products: a margin of a quarter and more, a floor that keeps the policy's least. */
export const makeProducts = (company: Company, people: People): readonly Product[] => {
  const owner = people.headOf('technology')
  return ranges.flatMap(([code, category, kind, unit, items]) =>
    items.map(([name, cost, factor, days], i): Product => {
      const tax = kind === 'service' ? 6 : 13
      const price = cents(cost * factor * (1 + tax / 100))
      const values = {
        code: `${code}-${String(i + 1).padStart(3, '0')}`,
        name, category, kind, unit,
        spec: `${name}，执行企业标准 Q/HC ${code} ${100 + i}`,
        tax_rate: tax,
        list_price: price,
        floor_price: cents((cost / 0.9) * (1 + tax / 100)),
        unit_cost: cost,
        lead_time_days: days,
        selling_points: '寿命长、泄漏低、交期稳定',
        quality_standard: '出厂 100% 检验，质保 12 个月',
        owner_id: owner.id,
        department_id: owner.department_id,
      } // prettier-ignore
      const row = add(company, 'products', values, { at: at(company, founded, 9), by: owner.id })
      return { ...row, price, cost, kind, category, days }
    }),
  )
}

const carriers = [
  ['安驰速运', ['express', 'road'], '400-820-1001'],
  ['江海物流', ['road', 'rail', 'sea'], '021-5588 2010'],
  ['北辰快运', ['express', 'road'], '010-6633 7788'],
  ['南粤货运', ['road', 'sea'], '020-8899 1234'],
] as const

/** Makes the carriers. */
export const makeCarriers = (company: Company, people: People): readonly SampleRow[] => {
  const owner = people.headOf('warehouse')
  const made = { at: at(company, founded, 9), by: owner.id }
  return carriers.map(([name, modes, contact]) =>
    add(
      company,
      'logistics_providers',
      {
        name,
        modes,
        contact,
        active: true,
        owner_id: owner.id,
        department_id: owner.department_id,
      },
      made,
    ),
  )
}

/** The rows that every company starts with: parameters, metric definitions, handbook; metrics by their number. */
export const makeSeed = (company: Company, people: People): ReadonlyMap<string, string> => {
  const owner = people.headOf('board')
  const metrics = new Map<string, string>()
  for (const { resource, values, state } of seedRows(company.index.model)) {
    const owned = { ...values, owner_id: owner.id, department_id: owner.department_id }
    const moment = at(company, founded, 9)
    const steps =
      state === undefined ? [] : [{ at: moment, transition: 'seed', to: state, by: null }]
    const row = add(company, resource, owned, { at: moment, by: null, steps })
    if (resource === 'metric_definitions') metrics.set(String(values.code), row.id)
  }
  return metrics
}
