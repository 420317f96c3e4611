import { problemCodes } from '#model/language/check-codes.ts'
import type { Analytics, Measure, Model } from '#model/language/definition.ts'
import { problems } from '../problems.ts'
import { entitySection } from './entity.ts'
import { both, code, codes, condition, list, page, table } from './markdown.ts'

const note = 'Generated from the model by `npm run reference`; edit the model, not this page.'

/**
 * Writes the reference: one page a module, one each for metrics, parameters, clauses and problems.
 *
 * Shape: file name -> text, the same for the same model.
 */
export const referencePages = (model: Model): ReadonlyMap<string, string> => {
  const modules = model.modules.filter(({ key }) =>
    model.entities.some((entity) => entity.module === key),
  )
  return new Map([
    ['README.md', contents(model, modules)],
    ...modules.map(({ key, label }): [string, string] => [
      `${key}.md`,
      page(
        `# ${both(label)}`,
        note,
        ...model.entities
          .filter((entity) => entity.module === key)
          .map((entity) => entitySection(model, entity)),
      ),
    ]),
    ['metrics.md', metricsPage(model)],
    ['parameters.md', parametersPage(model)],
    ['clauses.md', clausesPage(model)],
    ['problems.md', problemsPage()],
  ])
}

const contents = (model: Model, modules: Model['modules']): string =>
  page(
    '# Reference 参考',
    note,
    ...modules.map(({ key, label }) => {
      const entities = model.entities.filter((entity) => entity.module === key)
      const links = entities.map(({ name, label: own }) => `${code(name)} ${both(own)}`)
      return `## [${both(label)}](${key}.md)\n\n${list(links)}`
    }),
    '## Roles 角色',
    table(
      ['Role', 'Label', 'What for'],
      model.roles.map((role) => [code(role.key), both(role.label), both(role.help)]),
    ),
    '## Also',
    list([
      '[metrics](metrics.md): every number of the dashboards, in words and as it is computed',
      '[parameters](parameters.md): every number that the policies leave open',
      '[clauses](clauses.md): every clause of the policies, and what enforces it',
      '[problems](problems.md): every problem of a model and of the API, by code',
    ]),
  )

const measureText = (measure: Measure): string => {
  if ('calc' in measure) return code(measure.calc)
  const of = measure.field === undefined ? '' : ` of ${code(measure.field)}`
  const where = measure.where === undefined ? '' : ` where ${condition(measure.where)}`
  const stock = measure.balance ? ', a balance as of the day' : ''
  const time = measure.time === undefined ? '' : `, by ${code(measure.time)}`
  return `${measure.agg}${of}${where}${time}${stock}`
}

const analyticsPart = (resource: string, analytics: Analytics): string => {
  const base = analytics.base ? ` Only ${condition(analytics.base)}.` : ''
  return page(
    `## ${resource}`,
    `Time axis: ${code(analytics.time)}.${base} Dimensions: ${codes(Object.keys(analytics.dimensions))}.`,
    table(
      ['Id', 'Measure', 'Label', 'Computed as', 'In words', 'Unit', 'Better', 'Clauses'],
      Object.entries(analytics.measures).map(([name, measure]) => [
        measure.id ?? '', code(name), both(measure.label), measureText(measure), both(measure.help), measure.format ?? '',
        measure.better ?? '', (measure.clauses ?? []).join(', '),
      ]),
    ),
  ).trimEnd() // prettier-ignore
}

const metricsPage = (model: Model): string =>
  page(
    '# Metrics 指标',
    note,
    model.metrics.length > 0 ? '## Across entities' : '',
    table(
      ['Id', 'Metric', 'Label', 'Computed as', 'In words', 'Unit', 'Better', 'By', 'Clauses'],
      model.metrics.map((metric) => [
        metric.id, code(metric.name), both(metric.label), code(metric.calc), both(metric.help), metric.format, metric.better,
        codes(Object.keys(metric.by ?? {})), metric.clauses.join(', '),
      ]),
    ),
    ...model.entities.flatMap((entity) => [
      ...(entity.analytics ? [analyticsPart(entity.name, entity.analytics)] : []),
      ...Object.entries(entity.fields).flatMap(([name, field]) =>
        field.type === 'lines' && field.analytics
          ? [analyticsPart(`${entity.name}.${name}`, field.analytics)]
          : [],
      ),
    ]),
  ) // prettier-ignore

const parametersPage = (model: Model): string =>
  page(
    '# Policy parameters 制度参数',
    note,
    'A row of `policy_parameters` in effect overrides the default from its date on.',
    table(
      ['Parameter', 'Label', 'Type', 'Default', 'Unit', 'Rules', 'Clauses'],
      model.parameters.map((parameter) => [
        code(parameter.key), both(parameter.label), parameter.type, code(JSON.stringify(parameter.default ?? null)),
        both(parameter.unit), parameter.rules.join(', '), parameter.clauses.join(', '),
      ]),
    ),
  ) // prettier-ignore

/** What cites a clause: entities, and inside them fields, steps, rules; metrics; parameters. */
const citations = (model: Model): ReadonlyMap<string, readonly string[]> => {
  const cited = new Map<string, Set<string>>()
  const walk = (value: unknown, by: string): void => {
    if (Array.isArray(value)) for (const each of value) walk(each, by)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        if (key !== 'clauses' || !Array.isArray(inner)) walk(inner, by)
        else
          for (const clause of inner)
            cited.set(clause, (cited.get(clause) ?? new Set()).add(by))
      }
  }
  for (const entity of model.entities) walk(entity, entity.name)
  for (const metric of model.metrics) walk(metric, metric.id)
  for (const dashboard of model.dashboards) walk(dashboard, `dashboard ${dashboard.name}`)
  return new Map([...cited].map(([clause, by]) => [clause, [...by]]))
} // prettier-ignore

const clausesPage = (model: Model): string => {
  const cited = citations(model)
  return page(
    '# Clauses 制度条款',
    note,
    table(
      ['Clause', 'About', 'Cited by'],
      model.clauses.map(({ id, title }) => [id, both(title), codes(cited.get(id))]),
    ),
  )
}

const problemsPage = (): string =>
  page(
    '# Problems 问题代码',
    note,
    '## Of the API',
    'Every answer that is not a success has the shape `{ code, message, errors? }`.',
    table(
      ['Code', 'Status', 'Message'],
      Object.entries(problems).map(([name, { status, message }]) => [
        code(name), String(status), both(message),
      ]),
    ),
    '## Of a model',
    '`checkModel` reports them; errors stop the server, warnings do not.',
    table(
      ['Code', 'Severity', 'Sentence'],
      Object.entries(problemCodes).map(([name, problem]) => [
        name, problem.severity, both(problem),
      ]),
    ),
  ) // prettier-ignore
