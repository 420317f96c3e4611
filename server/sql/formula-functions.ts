import { sql, type RawBuilder } from 'kysely'
import type { Expr, FormulaFunction } from '#model/language/ast.ts'
import { CompileError, type Kind, type Typed } from './compile.ts'
import {
  absent,
  collated,
  equal,
  idsOf,
  expressionOf,
  mismatch,
  numeric,
  quotient,
  truth,
} from './formula.ts'
import { asDay, asInstant, bound, convert, literal, nullOf } from './literals.ts'
import type { Source } from './source.ts'

type Call = Extract<Expr, { k: 'call' }>
type Args = readonly Typed[]
type Body = (source: Source, args: Args) => Typed

const none = nullOf('null')
const at = (args: Args, i: number): Typed => args[i] ?? none

const number = (typed: Typed): RawBuilder<unknown> => {
  if (typed.kind !== 'number' && typed.kind !== 'null') throw mismatch('number', typed.kind)
  return numeric(typed).sql
}
const whole = (typed: Typed): RawBuilder<unknown> => sql`trunc(${number(typed)})`

/** The one kind of several branches: a date beside an instant becomes one, null takes the other's. */
const common = (kinds: readonly Kind[]): Kind => {
  const known = [...new Set(kinds.filter((kind) => kind !== 'null'))]
  const [first = 'null', ...others] = known
  if (others.length === 0) return first
  if (known.every((kind) => kind === 'date' || kind === 'datetime')) return 'datetime'
  if (known.every((kind) => kind === 'text' || kind === 'uuid')) return 'text'
  throw mismatch(first, others[0] ?? first)
}

/** Brings branches to one kind; bigint becomes numeric. */
const alike = (source: Source, args: Args): { readonly kind: Kind; readonly parts: Args } => {
  const kind = common(args.map((arg) => arg.kind))
  return { kind, parts: args.map((arg) => convert(source.c, numericIf(arg), kind)) }
}
const numericIf = (typed: Typed): Typed => (typed.integer ? numeric(typed) : typed)

const extreme =
  (name: 'least' | 'greatest'): Body =>
  (source, args) => {
    const { kind, parts } = alike(source, args)
    return { kind, sql: sql`${sql.raw(name)}(${sql.join(parts.map(collated))})` }
  }

const moment = (typed: Typed): Typed => {
  if (typed.kind === 'null' || typed.kind === 'uuid') return nullOf('date')
  if (typed.kind === 'date' || typed.kind === 'datetime') return typed
  if (typed.kind === 'text') return dayOfText(typed)
  throw mismatch('date', typed.kind)
}

/** A text that is written as a day of the calendar; any other text is null. */
const dayOfText = (typed: Typed): Typed => {
  const shape = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
  const t = typed.sql
  const first = sql`cast(left("text", 7) || '-01' as date)`
  const real = sql`cast(right("text", 2) as integer) <= extract(day from ${first} + interval '1 month' - interval '1 day')`
  const day = sql`case when "text" ~ ${shape} and "text" >= '0001' then case when ${real} then cast("text" as date) end end`
  return {
    kind: 'date',
    sql: sql`(select ${day} from (select ${t} as "text" offset 0) as "written")`,
  }
}

const zone = (source: Source): RawBuilder<unknown> => sql`cast(${source.c.ctx.zone} as text)`

const limit = 1_000_000
const within = (n: RawBuilder<unknown>, most: number, then: RawBuilder<unknown>) =>
  sql`case when abs(${n}) <= ${sql.lit(most)} then ${then} end`

const addDays: Body = (_source, args) => {
  const [from, n] = [moment(at(args, 0)), whole(at(args, 1))]
  const moved =
    from.kind === 'date'
      ? sql`${from.sql} + cast(${n} as integer)`
      : sql`${from.sql} + cast(${n} as integer) * interval '24 hours'`
  return { kind: from.kind, sql: within(n, limit, moved) }
}

const addMonths: Body = (source, args) => {
  const [from, n] = [moment(at(args, 0)), whole(at(args, 1))]
  const months = sql`make_interval(months => cast(${n} as integer))`
  const moved =
    from.kind === 'date'
      ? sql`cast(${from.sql} + ${months} as date)`
      : sql`((${from.sql} at time zone ${zone(source)}) + ${months}) at time zone ${zone(source)}`
  return { kind: from.kind, sql: within(n, limit, moved) }
}

const addHours: Body = (source, args) => {
  const n = number(at(args, 1))
  const ms = sql`round(${n} * 3600000)`
  const from = asInstant(source.c, moment(at(args, 0)))
  const moved = sql`${from.sql} + cast(${ms} as double precision) * interval '1 millisecond'`
  return { kind: 'datetime', sql: within(n, 10_000_000, moved) }
}

/** Looks the n-th working day up in the calendar table. */
const workingDay = (day: RawBuilder<unknown>, n: RawBuilder<unknown>): RawBuilder<unknown> => {
  const here = sql`select "ordinal" - (case when ${n} < 0 and not "working" then -1 else 0 end) from "_calendar" where "day" = ${day}`
  const there = sql`select "day" from "_calendar" where "working" and "ordinal" = (${here}) + cast(${n} as integer)`
  return sql`case when ${n} = 0 then ${day} else (${there}) end`
}

const addWorkingDays: Body = (source, args) => {
  const [from, n] = [moment(at(args, 0)), whole(at(args, 1))]
  const day = asDay(source.c, from)
  const moved = workingDay(day.sql, n)
  if (from.kind === 'date') return { kind: 'date', sql: within(n, limit, moved) }
  const shift = sql`(((${from.sql} at time zone ${zone(source)}) + ((${moved}) - ${day.sql}) * interval '1 day') at time zone ${zone(source)})`
  return { kind: 'datetime', sql: within(n, limit, shift) }
}

/** Seconds of working days up to an instant: whole days of 24 hours, and on a working day its time on the wall. */
const workedUntil = (source: Source, at: RawBuilder<unknown>): RawBuilder<unknown> => {
  const time = sql`cast(extract(epoch from cast("local" as time)) as numeric)`
  return sql`(select case when "working" then ("ordinal" - 1) * 86400 + ${time} else "ordinal" * 86400 end
    from (select (${at} at time zone ${zone(source)}) as "local" offset 0) as "here"
    join "_calendar" on "day" = cast("local" as date))`
}

const workingHoursBetween: Body = (source, args) => {
  const [a, b] = [moment(at(args, 0)), moment(at(args, 1))].map(
    (each) => sql`cast(${asInstant(source.c, each).sql} as timestamptz)`,
  )
  if (!a || !b) return nullOf('number')
  return quotient(sql`${workedUntil(source, b)} - ${workedUntil(source, a)}`, sql.raw('3600'))
}

/** Finds the working day on which so many worked seconds are reached, and the time of that day. */
const addWorkingHours: Body = (source, args) => {
  const n = number(at(args, 1))
  const from = sql`cast(${asInstant(source.c, moment(at(args, 0))).sql} as timestamptz)`
  const ordinal = sql`case when "by" > 0 then ceil("target" / 86400) else floor("target" / 86400) + 1 end`
  const left = sql`cast("target" - ("nth" - 1) * 86400 as double precision) * interval '1 second'`
  const moved = sql`(select case when "by" = 0 then case when "target" is not null then "from" end
    else ((select "day" from "_calendar" where "working" and "ordinal" = "nth") + ${left}) at time zone ${zone(source)} end
    from (select *, ${ordinal} as "nth" from (select *, ${workedUntil(source, sql`"from"`)} + "by" as "target"
      from (select ${from} as "from", round(${n} * 3600000) / 1000 as "by" offset 0) as "given" offset 0) as "summed" offset 0) as "found")`
  return { kind: 'datetime', sql: within(n, 10_000_000, moved) }
}

const hoursBetween: Body = (source, args) => {
  const [a, b] = [moment(at(args, 0)), moment(at(args, 1))].map((each) => asInstant(source.c, each))
  const seconds = sql`cast(extract(epoch from (${b?.sql} - ${a?.sql})) as numeric)`
  return quotient(seconds, sql.raw('3600'))
}

const daysBetween: Body = (source, args) => {
  const [a, b] = [moment(at(args, 0)), moment(at(args, 1))].map((each) => asDay(source.c, each))
  return { kind: 'number', sql: sql`cast(${b?.sql} - ${a?.sql} as numeric)` }
}

const datePart =
  (part: 'year' | 'month'): Body =>
  (source, args) => {
    const day = asDay(source.c, moment(at(args, 0)))
    return { kind: 'number', sql: sql`cast(extract(${sql.raw(part)} from ${day.sql}) as numeric)` }
  }

const lengthOf: Body = (_source, args) => {
  const of = at(args, 0)
  const count =
    of.kind === 'json'
      ? sql`jsonb_array_length(${of.sql})`
      : of.kind === 'texts' || of.kind === 'uuids'
        ? sql`cardinality(${of.sql})`
        : sql`char_length(${written(of)})`
  return { kind: 'number', sql: sql`cast(coalesce(${count}, 0) as numeric)` }
}

/** A value as text: numbers plainly and without trailing zeros, instants in UTC with milliseconds. */
const written = (typed: Typed): RawBuilder<unknown> => {
  const { kind, sql: of } = idsOf(typed)
  if (kind === 'number') return sql`cast(trim_scale(${numeric(typed).sql}) as text)`
  if (kind === 'datetime')
    return sql`to_char(${of} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  if (kind === 'date') return sql`to_char(${of}, 'YYYY-MM-DD')`
  if (kind === 'texts' || kind === 'uuids') return sql`array_to_string(${of}, ',')`
  return sql`cast(${of} as text)`
}

const round: Body = (_source, args) => {
  const places = args.length > 1 ? sql`cast(least(${whole(at(args, 1))}, 30) as integer)` : sql`0`
  return { kind: 'number', sql: sql`round(${number(at(args, 0))}, ${places})` }
}

const countFilled: Body = (_source, args) => {
  const filled = args.map((arg) => {
    const empty = arg.kind === 'text' ? sql`(coalesce(${arg.sql}, '') = '')` : absent(arg)
    return sql`cast(not ${empty} as integer)`
  })
  return { kind: 'number', sql: sql`cast(${sql.join(filled, sql` + `)} as numeric)` }
}

const slice: Body = (_source, args) => {
  const [of, start, length] = [at(args, 0), whole(at(args, 1)), whole(at(args, 2))]
  const from = sql`cast(greatest(${start}, 0) as integer) + 1`
  return {
    kind: 'text',
    sql: sql`substr(${written(of)}, ${from}, cast(greatest(${length}, 0) as integer))`,
  }
}

const eager: Readonly<Record<Exclude<FormulaFunction, 'param'>, Body>> = {
  if: (source, args) => {
    const { kind, parts } = alike(source, args.slice(1))
    const otherwise = parts[1] ?? nullOf(kind)
    return {
      kind,
      sql: sql`(case when ${truth(at(args, 0))} then ${at(parts, 0).sql} else ${otherwise.sql} end)`,
    }
  },
  switch: (source, args) => {
    const pairs = Math.floor((args.length - 1) / 2)
    const results = args.filter((_, i) => i > 0 && (i % 2 === 0 || i === 1 + pairs * 2))
    const { kind, parts } = alike(source, results)
    const branches = parts.slice(0, pairs).map((part, i) => {
      const test = equal(source.c, at(args, 0), at(args, 1 + i * 2))
      return sql`when ${test} then ${part.sql}`
    })
    const otherwise = parts[pairs] ?? nullOf(kind)
    return { kind, sql: sql`(case ${sql.join(branches, sql` `)} else ${otherwise.sql} end)` }
  },
  min: extreme('least'),
  max: extreme('greatest'),
  coalesce: (source, args) => {
    const { kind, parts } = alike(source, args)
    return { kind, sql: sql`coalesce(${sql.join(parts.map((part) => part.sql))})` }
  },
  abs: (_source, args) => ({ kind: 'number', sql: sql`abs(${number(at(args, 0))})` }),
  round,
  today: (source) => literal(source.c, 'date', source.c.ctx.today, 'today()'),
  now: (source) => literal(source.c, 'datetime', source.c.ctx.now, 'now()'),
  days_between: daysBetween,
  hours_between: hoursBetween,
  add_days: addDays,
  add_months: addMonths,
  add_hours: addHours,
  add_working_days: addWorkingDays,
  working_hours_between: workingHoursBetween,
  add_working_hours: addWorkingHours,
  year: datePart('year'),
  month: datePart('month'),
  date: (source, args) => asDay(source.c, moment(at(args, 0))),
  len: lengthOf,
  slice,
  concat: (_source, args) => ({
    kind: 'text',
    sql: sql`(${sql.join(
      args.map((arg) => sql`coalesce(${written(arg)}, '')`),
      sql` || `,
    )})`,
  }),
  count_filled: countFilled,
}

const isList = ({ kind }: Typed): boolean => kind === 'texts' || kind === 'uuids' || kind === 'json'
const asTexts = (typed: Typed): RawBuilder<unknown> => sql`cast(${idsOf(typed).sql} as text[])`

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The entry of a map, or membership in a list, under a key that each row gives; `then` asks on in what is found. */
const entryOf = (
  source: Source,
  key: string,
  value: unknown,
  sub: Typed,
  then: (found: unknown) => Typed = (found) => bound(source.c, found, undefined, key),
): Typed => {
  const text = written(sub)
  if (Array.isArray(value)) {
    const list = literal(source.c, 'texts', value.map(String), key)
    const holds = isList(sub)
      ? sql`${asTexts(sub)} && ${list.sql}`
      : sql`${text} = any(${list.sql})`
    return { kind: 'boolean', sql: sql`coalesce(${holds}, false)` }
  }
  if (!isMap(value)) return none
  const entries = Object.entries(value)
  const { kind, parts } = alike(
    source,
    entries.map(([, each]) => then(each)),
  )
  if (parts.length === 0) return none
  const branches = entries.map(([name], i) => sql`when ${name} then ${at(parts, i).sql}`)
  return { kind, sql: sql`(case ${text} ${sql.join(branches, sql` `)} end)` }
}

const paramOf = (source: Source, call: Call): Typed => {
  const [key, sub, item] = call.args
  if (key?.k !== 'text')
    throw new CompileError('bad_value', 'param', {
      zh: 'param() 的第一个参数是参数键',
      en: 'param() takes the key as text',
    })
  const value = source.c.ctx.param(key.value)
  if (sub && item) {
    const inner = expressionOf(source, item)
    const then = (found: unknown) => entryOf(source, key.value, found, inner)
    return entryOf(source, key.value, value, expressionOf(source, sub), then)
  }
  if (sub && (sub.k !== 'text' || Array.isArray(value)))
    return entryOf(source, key.value, value, expressionOf(source, sub))
  return bound(source.c, source.c.ctx.param(key.value, sub?.value), undefined, key.value)
}

/** Compiles a function call of the formula language. */
export const callOf = (source: Source, call: Call): Typed =>
  call.name === 'param'
    ? paramOf(source, call)
    : eager[call.name](
        source,
        call.args.map((arg) => expressionOf(source, arg)),
      )
