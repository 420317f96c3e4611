/** A query of PostgREST that cannot be read. */
export class QueryFault extends Error {}

/** SQL with its parameters. */
export type Fragment = { readonly sql: string; readonly values: readonly unknown[] }

const comparisons: Readonly<Record<string, string>> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  ilike: 'ilike',
}

const name = (text: string): string => {
  if (!/^[A-Za-z_]\w*$/.test(text)) throw new QueryFault(`"${text}" is not a column`)
  return `"${text}"`
}

/** Reads one query parameter from left to right; parameters of SQL are numbered on from those before. */
class Reader {
  private at = 0
  readonly values: unknown[] = []
  private readonly text: string
  private readonly before: number

  constructor(text: string, before: number) {
    this.text = text
    this.before = before
  }

  private take(pattern: RegExp): string | null {
    const sticky = new RegExp(pattern.source, 'y')
    sticky.lastIndex = this.at
    const found = sticky.exec(this.text)
    if (!found) return null
    this.at = sticky.lastIndex
    return found[0]
  }

  private expect(pattern: RegExp): string {
    const found = this.take(pattern)
    if (found === null) throw new QueryFault(`failed to parse "${this.text}" at ${this.at}`)
    return found
  }

  private parameter(value: unknown): string {
    this.values.push(value)
    return `$${this.before + this.values.length}`
  }

  end(): void {
    if (this.at < this.text.length) throw new QueryFault(`unexpected "${this.text.slice(this.at)}"`)
  }

  /** `(a.eq.1,or(b.is.null,c.not.in.("x","y")))` */
  tree(joint: 'and' | 'or'): string {
    this.expect(/\(/)
    const parts = [this.item()]
    while (this.take(/,/) !== null) parts.push(this.item())
    this.expect(/\)/)
    return `(${parts.join(` ${joint} `)})`
  }

  private item(): string {
    const joint = this.take(/(?:not\.)?(?:and|or)(?=\()/)
    if (joint !== null) {
      const tree = this.tree(joint.endsWith('and') ? 'and' : 'or')
      return joint.startsWith('not.') ? `not ${tree}` : tree
    }
    return this.filter(name(this.expect(/\w+(?=\.)/)), true, this.expect(/\./))
  }

  /** `eq.1`, `not.in.(1,2)`; inside a tree a value ends at a comma or bracket and may stand in quotes. */
  filter(column: string, isInside: boolean, _dot = ''): string {
    const not = this.take(/not\./) === null ? '' : 'not '
    const operator = this.expect(/\w+(?=\.)/)
    this.expect(/\./)
    if (operator === 'in') return `${not}${column} in (${this.list().join(', ')})`
    if (operator === 'is') return `${column} is ${not}${this.expect(/null|true|false|unknown/)}`
    const sign = comparisons[operator]
    if (sign === undefined) throw new QueryFault(`unknown operator "${operator}"`)
    const value = isInside ? this.value() : this.expect(/[\s\S]*/)
    const given = operator.endsWith('like') ? value.replaceAll('*', '%') : value
    return `${not}${column} ${sign} ${this.parameter(given)}`
  }

  private list(): readonly string[] {
    this.expect(/\(/)
    const found = [this.parameter(this.value())]
    while (this.take(/,/) !== null) found.push(this.parameter(this.value()))
    this.expect(/\)/)
    return found
  }

  private value(): string {
    const quoted = this.take(/"(?:[^"\\]|\\[\s\S])*"/)
    if (quoted !== null) return quoted.slice(1, -1).replace(/\\([\s\S])/g, '$1')
    return this.expect(/[^,()]*/)
  }
}

const reserved = new Set(['select', 'order', 'limit', 'offset', 'columns', 'on_conflict'])

/** Reads the filters of a query string: every one must hold. */
export const whereOf = (query: URLSearchParams): Fragment => {
  const parts: string[] = []
  const values: unknown[] = []
  for (const [key, text] of query) {
    if (reserved.has(key)) continue
    const reader = new Reader(text, values.length)
    parts.push(key === 'and' || key === 'or' ? reader.tree(key) : reader.filter(name(key), false))
    reader.end()
    values.push(...reader.values)
  }
  return { sql: parts.length ? `where ${parts.join(' and ')}` : '', values }
}

/** Reads `order=a.desc.nullslast,id`. */
export const orderOf = (query: URLSearchParams): string => {
  const keys = (query.get('order') ?? '').split(',').filter((key) => key !== '')
  const read = keys.map((key) => {
    const [column = '', ...words] = key.split('.')
    const said = words.map((word) => {
      if (word === 'asc' || word === 'desc') return word
      if (word === 'nullsfirst') return 'nulls first'
      if (word === 'nullslast') return 'nulls last'
      throw new QueryFault(`unexpected "${word}" in order`)
    })
    return [name(column), ...said].join(' ')
  })
  return read.length ? `order by ${read.join(', ')}` : ''
}

/** Reads `limit` and `offset`, whole numbers both. */
export const pageOf = (query: URLSearchParams): { readonly limit: number | null; readonly offset: number } => {
  const read = (key: string): number | null => {
    const text = query.get(key)
    if (text === null) return null
    if (!/^\d+$/.test(text)) throw new QueryFault(`${key} must be a whole number`)
    return Number(text)
  }
  return { limit: read('limit'), offset: read('offset') ?? 0 }
} // prettier-ignore

/** A table by its name in the address. */
export const tableOf = (url: URL): string => name(url.pathname.split('/').at(-1) ?? '')
