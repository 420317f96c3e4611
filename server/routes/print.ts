import { html } from 'hono/html'
import { fieldAccess } from '#model/language/access.ts'
import type { Field, Label, LinesField } from '#model/language/definition.ts'
import { linesResource, type Resource } from '#model/language/resources.ts'
import type { HistoryEntry, Row } from '#model/language/wire.ts'
import type { Call, Route } from './call.ts'
import { cellOf, cellText, localMinute, type Display } from './display.ts'
import { isData } from './body.ts'
import { parseWord } from './query.ts'
import { confidentialSeen, idOf, noteAccess, resourceOf } from './resource.ts'
import { titleOf, titlesFor } from './titles.ts'

type Fields = Readonly<Record<string, Field>>
type Section = { readonly title: string; readonly names: readonly string[] }

const templates = ['record', 'history'] as const

const words = {
  printed: { zh: '打印', en: 'Printed' },
  history: { zh: '历史记录', en: 'History' },
  details: { zh: '其他信息', en: 'Other' },
  at: { zh: '时间', en: 'At' },
  by: { zh: '人员', en: 'By' },
  what: { zh: '操作', en: 'What' },
  system: { zh: '系统', en: 'System' },
  create: { zh: '创建', en: 'Created' },
  update: { zh: '修改', en: 'Changed' },
  archive: { zh: '归档', en: 'Archived' },
  restore: { zh: '恢复', en: 'Restored' },
  transition: { zh: '流程步骤', en: 'Step' },
  import: { zh: '导入', en: 'Imported' },
  undo: { zh: '撤销导入', en: 'Import undone' },
} as const satisfies Readonly<Record<string, Label>>

const style = `
  body { font: 12px/1.5 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; color: #111; margin: 24px; }
  header { display: flex; justify-content: space-between; border-bottom: 2px solid #111; margin-bottom: 16px; }
  h1 { font-size: 18px; margin: 0 0 4px; } h2 { font-size: 13px; margin: 16px 0 4px; }
  table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #bbb; padding: 3px 6px; text-align: left; vertical-align: top; }
  th { background: #f3f3f3; font-weight: 600; } .facts { table-layout: fixed; } .facts th { width: 16%; } .number { text-align: right; } td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
  footer { margin-top: 24px; color: #555; } tr { break-inside: avoid; } h2 { break-after: avoid; } .facts .long { white-space: pre-line; }
  @media print { body { margin: 0; } } @page { margin: 15mm; @bottom-right { content: counter(page) ' / ' counter(pages); font-size: 10px; color: #555; } }`

/** Sections of the form; fields that no section names come last. */
const sectionsOf = (resource: Resource, locale: keyof Label): readonly Section[] => {
  const form = resource.entity.views?.form ?? []
  const sections = form.map(({ section, fields }) => ({ title: section[locale], names: fields }))
  const named = new Set(sections.flatMap(({ names }) => names))
  const technical = ['id', 'version', 'archived', 'created_by', 'updated_by', 'created_at', 'updated_at'] // prettier-ignore
  const names = Object.keys(resource.fields).filter(
    (name) => !named.has(name) && !technical.includes(name),
  )
  return [...sections, { title: words.details[locale], names }]
}

const shownFields = (call: Call, resource: string, fields: Fields): [string, Field][] =>
  Object.entries(fields).filter(
    ([name, field]) =>
      field.secret !== true && fieldAccess(call.parts.index, resource, name, call.who) !== false,
  )

const numeric = (field: Field) => ['integer', 'decimal', 'money', 'percent'].includes(field.type)

type Fact = { readonly label: string; readonly text: string; readonly isLong: boolean }

/** Puts facts two in a row; a long text has a row of its own. */
const inRows = (facts: readonly Fact[]): readonly (readonly Fact[])[] => {
  const rows: Fact[][] = []
  for (const fact of facts) {
    const last = rows.at(-1)
    if (last?.length === 1 && !last[0]?.isLong && !fact.isLong) last.push(fact)
    else rows.push([fact])
  }
  return rows
}

const facts = (fields: readonly [string, Field][], row: Row, display: Display) => {
  const all = fields.flatMap(([name, field]): Fact[] => {
    const text = cellText(cellOf(row[name], field, display))
    return text === '' ? [] : [{ label: field.label[display.locale], text, isLong: field.type === 'longtext' }] // prettier-ignore
  })
  if (all.length === 0) return null
  const cells = (row: readonly Fact[]) =>
    row.map(({ label, text, isLong }) => html`<th>${label}</th><td${row.length === 1 ? html` colspan="3"` : null}${isLong ? html` class="long"` : null}>${text}</td>`) // prettier-ignore
  return html`<table class="facts">
    ${inRows(all).map((row) => html`<tr>${cells(row)}</tr>`)}
  </table>` // prettier-ignore
}

const linesTable = (
  call: Call,
  resource: Resource,
  name: string,
  field: LinesField,
  row: Row,
  display: Display,
) => {
  const lines = row[name]
  if (!Array.isArray(lines) || lines.length === 0) return null
  const columns = shownFields(call, linesResource(resource.entity, name, field), field.fields)
  return html`<h2>${field.label[display.locale]}</h2>
    <table>
      <thead><tr>${columns.map(([, column]) => html`<th class="${numeric(column) ? 'number' : ''}">${column.label[display.locale]}</th>`)}</tr></thead>
      ${lines.filter(isData).map(
        (line) =>
          html`<tr>${columns.map(
            ([key, column]) =>
              html`<td class="${numeric(column) ? 'number' : ''}">${cellText(cellOf(line[key], column, display))}</td>`,
          )}</tr>`,
      )}
    </table>` // prettier-ignore
}

const historyTable = (
  resource: Resource,
  entries: readonly HistoryEntry[],
  { locale, zone }: Display,
) => {
  const step = (entry: HistoryEntry) => {
    const steps = resource.entity.workflow?.transitions ?? {}
    const name = entry.transition
    const label = name !== undefined && Object.hasOwn(steps, name) ? steps[name]?.label : undefined
    const fields = Object.keys(entry.diff ?? {}).map((f) => resource.fields[f]?.label[locale] ?? f)
    return [label?.[locale] ?? words[entry.action][locale], fields.join(', ')]
      .filter(Boolean)
      .join(': ')
  }
  return html`<h2>${words.history[locale]}</h2>
    <table>
      <tr><th>${words.at[locale]}</th><th>${words.by[locale]}</th><th>${words.what[locale]}</th></tr>
      ${entries.map(
        (entry) => html`<tr><td>${localMinute(entry.at, zone)}</td><td>${entry.by_name ?? words.system[locale]}</td><td>${step(entry)}</td></tr>`,
      )}
    </table>` // prettier-ignore
}

/** Rows whose references need titles: the record, and its lines as rows of their own resources. */
const displayFor = async (call: Call, resource: Resource, row: Row): Promise<Display> => {
  const titles = new Map(await titlesFor(call, resource, [row]))
  for (const [name, field] of Object.entries(resource.fields)) {
    const lines = row[name]
    if (field.type !== 'lines' || !Array.isArray(lines)) continue
    const child = call.parts.index.resources.get(linesResource(resource.entity, name, field))
    const rows = lines.filter(isData).map((line) => ({ ...line, id: String(line['id'] ?? '') }))
    if (child) for (const [key, title] of await titlesFor(call, child, rows)) titles.set(key, title)
  }
  return { index: call.parts.index, locale: call.locale, zone: call.parts.settings.zone, titles }
}

const page = async (call: Call, resource: Resource, row: Row, history: readonly HistoryEntry[]) => {
  const { settings, clock, principals } = call.parts
  const display = await displayFor(call, resource, row)
  const { locale, zone } = display
  const visible = new Map(shownFields(call, resource.name, resource.fields))
  const person = call.session && (await principals.ofAccount(call.session.account))
  const parts = sectionsOf(resource, locale).map(({ title, names }) => {
    const fields = names.flatMap((name): [string, Field][] => {
      const field = visible.get(name)
      return field && field.type !== 'lines' ? [[name, field]] : []
    })
    const table = facts(fields, row, display)
    return (
      table &&
      html`<h2>${title}</h2>
        ${table}`
    )
  })
  const lines = [...visible].map(([name, field]) =>
    field.type === 'lines' ? linesTable(call, resource, name, field, row, display) : null,
  )
  const title = await titleOf(call, resource, row)
  const level = resource.fields['confidentiality']
  return html`<!doctype html>
    <html lang="${locale === 'zh' ? 'zh-CN' : 'en'}">
      <head><meta charset="utf-8" /><title>${resource.label[locale]} ${title}</title><style>${style}</style></head>
      <body>
        <header>
          <div><h1>${resource.label[locale]} ${title}</h1></div>
          <div>${settings.company[locale]}<br />${level ? cellText(cellOf(row['confidentiality'], level, display)) : ''}</div>
        </header>
        ${parts}${lines}${history.length > 0 ? historyTable(resource, history, display) : null}
        <footer>${words.printed[locale]}: ${person?.name ?? ''} ${localMinute(clock(), zone)}</footer>
      </body>
    </html>` // prettier-ignore
}

const print = async (call: Call): Promise<Response> => {
  const resource = resourceOf(call)
  const id = idOf(call)
  const template = parseWord(call.query, 'template', templates) ?? 'record'
  const { service, index } = call.parts
  const row = await service.get(call.who, resource.name, id, { quiet: true })
  const history = template === 'history' ? await service.history(call.who, resource.name, id) : []
  const document = await page(call, resource, row, history)
  await noteAccess(call, 'print', resource.name, id, {
    template,
    confidential: confidentialSeen(index, resource, call.who, [row]),
  })
  return new Response(String(document), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'private, no-store',
    },
  })
}

/** Records on paper. */
export const printRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/:resource/:id/print', name: 'print', access: 'signed_in', query: ['template'], handle: print },
] // prettier-ignore
