import type { Label } from '#model/language/definition.ts'

type Data = Readonly<Record<string, unknown>>

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null
const listOf = (answer: Data, name: string): readonly Data[] => {
  const list = answer[name]
  return Array.isArray(list) ? list.filter(isData) : []
}

const words = {
  zh: {
    read: '读取',
    rows: '行',
    created: '新建',
    updated: '更新',
    unchanged: '未变',
    constant: '方案给定的常量',
    gap: '缺口',
    at: '见第',
    dry: '试运行：未写入任何内容',
    problems: '处问题，未写入任何内容',
  },
  en: {
    read: 'read',
    rows: 'rows',
    created: 'created',
    updated: 'updated',
    unchanged: 'unchanged',
    constant: 'constant of the recipe',
    gap: 'gap',
    at: 'such as row',
    dry: 'dry run: nothing was written',
    problems: 'problems; nothing was written',
  },
} as const

const placeOf = ({ file, row, column }: Data): string =>
  [file, row, column].filter((part) => part !== null && part !== undefined).join(':')

const gapLine = (gap: Data, locale: keyof Label): string => {
  const w = words[locale]
  const [first] = listOf(gap, 'rows')
  const name = [gap['resource'], gap['field']].filter(Boolean).join('.')
  const rule = gap['rule'] === undefined ? '' : ` ${String(gap['rule'])}`
  return `${w.gap} ${name} (${String(gap['kind'])}${rule}): ${String(gap['count'])}, ${String(gap['message'])}, ${w.at} ${placeOf(first ?? {})}`
}

/** Writes the answer of an import as lines for a terminal; `isGood` when there was no problem. */
export const reportOf = (
  answer: unknown,
  locale: keyof Label,
): { readonly lines: readonly string[]; readonly isGood: boolean } => {
  if (!isData(answer)) return { lines: [String(answer)], isGood: false }
  const w = words[locale]
  const problems = Number(answer['problem_count'] ?? 0)
  const lines = [
    ...listOf(answer, 'files').map(
      (file) =>
        `${w.read} ${String(file['name'])}: ${String(file['rows'])} ${w.rows} (${Object.values(isData(file['read']) ? file['read'] : {}).join(', ')})`,
    ),
    ...listOf(answer, 'counts').map(
      (count) =>
        `${String(count['resource'])}: ${w.created} ${String(count['created'])}, ${w.updated} ${String(count['updated'])}, ${w.unchanged} ${String(count['unchanged'])}`,
    ),
    ...listOf(answer, 'constants').map(
      ({ resource, field, value }) =>
        `${w.constant}: ${String(resource)}.${String(field)} = ${JSON.stringify(value)}`,
    ),
    ...listOf(answer, 'gaps').map((gap) => gapLine(gap, locale)),
    ...listOf(answer, 'problems').map(
      (problem) => `${placeOf(problem)} ${String(problem['message'])}`,
    ),
    ...(problems > 0 ? [`${problems} ${w.problems}`] : []),
    ...(answer['dry_run'] === true ? [w.dry] : []),
  ]
  return { lines, isGood: problems === 0 }
}
