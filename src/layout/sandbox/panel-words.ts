import type { Label } from '#model/language/definition.ts'
import { useWordsOf, type Words } from './words.ts'

const words = {
  title: { zh: '沙盒', en: 'Sandbox' },
  lead: {
    zh: '演示环境的控制，对所有使用者生效。',
    en: 'Controls of this demonstration; they hold for everybody in it.',
  },
  who: { zh: '身份', en: 'Act as' },
  who_search: { zh: '角色、姓名或拼音', en: 'Role, name or pinyin' },
  nobody: { zh: '没有找到', en: 'Nobody found' },
  you: { zh: '当前', en: 'you' },
  clock: { zh: '时钟', en: 'Clock' },
  today: { zh: '今天是 {day}，时钟未拨动。', en: 'Today is {day}; the clock is not moved.' },
  today_moved: {
    zh: '时钟已拨快 {days} 天：这里的今天是 {day}。',
    en: 'The clock is moved {days} days ahead: today is {day} here.',
  },
  clock_hint: {
    zh: '逐日办理到期工作；只能向前，重置后回到实际日期。',
    en: 'Due work is done day by day. Forward only; a reset returns to the real day.',
  },
  forward: { zh: '+{days} 天', en: '+{days} d' },
  moving: {
    zh: '第 {day} 天，共 {days} 天；已办理 {done} 项',
    en: 'Day {day} of {days}; {done} pieces of work done',
  },
  moved_done: {
    zh: '拨快了 {days} 天，办理 {done} 项到期工作。',
    en: 'Moved by {days} days; {done} pieces of due work were done.',
  },
  stop: { zh: '停在当天', en: 'Stop at this day' },
  faults: { zh: '故障', en: 'Faults' },
  faults_hint: {
    zh: '按百分比随机出现；打开页面、登录和本面板不受影响。',
    en: 'By chance, in so many of a hundred calls. Opening, signing in and this panel are spared.',
  },
  latency_ms: { zh: '延迟（毫秒）', en: 'Latency (ms)' },
  error_percent: { zh: '服务器错误 500（%）', en: 'Server error 500 (%)' },
  timeout_percent: { zh: '超时（%）', en: 'Timeout (%)' },
  offline_percent: { zh: '断网（%）', en: 'Offline (%)' },
  conflict_percent: { zh: '保存时版本冲突（%）', en: 'Conflict on save (%)' },
  apply: { zh: '应用', en: 'Apply' },
  none: { zh: '全部关闭', en: 'All off' },
  applied: { zh: '已生效', en: 'In force' },
  contents: { zh: '数据', en: 'Contents' },
  export: { zh: '导出文件', en: 'Export file' },
  import: { zh: '导入文件', en: 'Import file' },
  sample: { zh: '重置为示例公司', en: 'Reset to the sample company' },
  empty: { zh: '清空', en: 'Empty' },
  ask_import: { zh: '用“{name}”替换现有全部数据？', en: 'Replace everything by "{name}"?' },
  ask_sample: {
    zh: '恢复示例公司，时钟回到今天？现有改动将丢失。',
    en: 'Bring the sample company back, today? Changes are lost.',
  },
  ask_empty: {
    zh: '清空全部数据，从创建首位管理员开始？',
    en: 'Empty everything, and begin with a first administrator?',
  },
  go: { zh: '确定', en: 'Go on' },
  busy: { zh: '正在处理，请稍候…', en: 'At work …' },
} as const satisfies Readonly<Record<string, Label>>

/** Gives the texts of the panel in the viewer's language. */
export const useWords = (): Words<keyof typeof words> => useWordsOf(words)
