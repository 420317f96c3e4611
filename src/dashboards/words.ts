import { useCallback } from 'react'
import type { Label } from '#model/language/definition.ts'
import { useLanguage } from '../i18n/use-text.ts'

/** Texts of the dashboards; they travel with the dashboards' chunk, not with the console's. */
const words = {
  month: { zh: '本月', en: 'This month' },
  quarter: { zh: '本季', en: 'This quarter' },
  year: { zh: '本年', en: 'This year' },
  rolling12: { zh: '近12个月', en: '12 months' },
  custom: { zh: '自定义', en: 'Custom' },
  period: { zh: '期间', en: 'Period' },
  compare: { zh: '对比', en: 'Compare' },
  previousYear: { zh: '对比去年同期', en: 'vs last year' },
  previousPeriod: { zh: '对比上期', en: 'vs period before' },
  none: { zh: '不对比', en: 'No comparison' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  between: { zh: '{from} 至 {to}', en: '{from} to {to}' },
  all: { zh: '全部', en: 'All' },
  chosen: { zh: '{count} 项', en: '{count} chosen' },
  filters: { zh: '筛选', en: 'Filters' },
  clear_filters: { zh: '清除筛选', en: 'Clear filters' },
  full_screen: { zh: '全屏', en: 'Full screen' },
  leave_full_screen: { zh: '退出全屏', en: 'Leave full screen' },
  print: { zh: '打印', en: 'Print' },
  refreshed: { zh: '数据截至 {time} · 每 5 分钟刷新', en: 'As of {time} · refreshed every 5 minutes' },
  stale: { zh: '未能刷新，数据截至 {time}', en: 'Not refreshed; as of {time}' },
  restricted: { zh: '仅统计您有权查看的数据', en: 'Only data you may see' },
  sample: { zh: '演示数据', en: 'Sample data' },
  unit: { zh: '单位：{unit}', en: 'In {unit}' },
  year_on_year: { zh: '同比', en: 'vs last year' },
  period_on_period: { zh: '环比', en: 'vs before' },
  last_year: { zh: '去年同期', en: 'Last year' },
  period_before: { zh: '上期', en: 'Period before' },
  target: { zh: '目标', en: 'Target' },
  target_is: { zh: '目标 {target}', en: 'Target {target}' },
  achieved: { zh: '达成 {percent}', en: '{percent} of target' },
  points: { zh: '{value} 个百分点', en: '{value} pp' },
  up: { zh: '上升', en: 'up' },
  down: { zh: '下降', en: 'down' },
  same: { zh: '持平', en: 'no change' },
  share: { zh: '占比', en: 'Share' },
  cumulative: { zh: '累计占比', en: 'Cumulative' },
  rank: { zh: '名次', en: 'Place' },
  moving_average: { zh: '移动平均', en: 'Moving average' },
  reached: { zh: '达成率', en: 'Reached' },
  growth: { zh: '增减', en: 'Change' },
  total: { zh: '合计', en: 'Total' },
  others: { zh: '其他 {count} 项', en: '{count} others' },
  partial: { zh: '{bucket}截至 {day}', en: '{bucket} up to {day}' },
  truncated: { zh: '只显示前 {count} 组', en: 'Only the first {count} groups' },
  unfit: { zh: '不受筛选影响：{filters}', en: 'Not filtered by: {filters}' },
  left_out: { zh: '无权查看：{names}', en: 'Not shown to you: {names}' },
  menu: { zh: '“{title}”的操作', en: 'Actions of "{title}"' },
  definition: { zh: '“{title}”的口径', en: 'Definition of "{title}"' },
  as_table: { zh: '看表格', en: 'Show as table' },
  as_chart: { zh: '看图', en: 'Show as chart' },
  csv: { zh: '下载 CSV', en: 'Download CSV' },
  open_list: { zh: '打开列表', en: 'Open as list' },
  empty: { zh: '所选期间没有数据', en: 'No data in this period' },
  empty_now: { zh: '没有数据', en: 'No data' },
  denied: { zh: '没有权限', en: 'No permission' },
  denied_hint: { zh: '您的角色不能查看这组数字。', en: 'Your roles do not open these figures.' },
  failed: { zh: '没能取到数据', en: 'The data could not be read' },
  request: { zh: '请求编号 {id}', en: 'Request {id}' },
  formula: { zh: '公式', en: 'Formula' },
  counted: { zh: '计数', en: 'Number of records' },
  sum: { zh: '合计：{field}', en: 'Sum of {field}' },
  avg: { zh: '平均：{field}', en: 'Mean of {field}' },
  min: { zh: '最小：{field}', en: 'Least {field}' },
  max: { zh: '最大：{field}', en: 'Greatest {field}' },
  distinct: { zh: '不重复的{field}数', en: 'Different {field}' },
  median: { zh: '中位数：{field}', en: 'Median of {field}' },
  stddev: { zh: '标准差：{field}', en: 'Standard deviation of {field}' },
  p25: { zh: '25 分位：{field}', en: '25th percentile of {field}' },
  p75: { zh: '75 分位：{field}', en: '75th percentile of {field}' },
  p90: { zh: '90 分位：{field}', en: '90th percentile of {field}' },
  source: { zh: '来源', en: 'Source' },
  balance: { zh: '时点余额，不按时间累加', en: 'A balance of a day, not added up over time' },
  elapsed: { zh: '天数', en: 'days' },
  records: { zh: '数字背后的记录', en: 'Records behind the figure' },
  as_of: { zh: '截至 {day}', en: 'As of {day}' },
  record_count: { zh: '{count} 条', en: '{count} records' },
  view_all: { zh: '查看全部', en: 'View all' },
  boards: { zh: '看板', en: 'Dashboards' },
  before: { zh: '上期合计', en: 'Before' },
  now: { zh: '本期合计', en: 'Now' },
  weekdays: { zh: '一二三四五六日', en: 'MTWTFSS' },
  overdue: { zh: '已过期', en: 'Past due' },
  next_month: { zh: '下个月', en: 'Next month' },
  last_month: { zh: '上个月', en: 'Month before' },
  yuan: { zh: '元', en: 'CNY' },
  days: { zh: '天', en: 'days' },
  hours: { zh: '小时', en: 'hours' },
  class_a: { zh: '{class} 类', en: 'Class {class}' },
  loading: { zh: '正在载入“{title}”', en: 'Loading "{title}"' },
} as const satisfies Record<string, Label> // prettier-ignore

export type WordKey = keyof typeof words
export type Words = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

/** Writes one text in a language; `{name}` is filled in. */
export const wordsOf =
  (locale: 'zh' | 'en'): Words =>
  (key, values) =>
    words[key][locale].replace(/\{(\w+)\}/g, (all, name: string) => String(values?.[name] ?? all))

/** Gives the dashboards' texts in the viewer's language. */
export const useWords = (): Words => {
  const locale = useLanguage()
  return useCallback<Words>((key, values) => wordsOf(locale)(key, values), [locale])
}
