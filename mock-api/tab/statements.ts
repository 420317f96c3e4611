import { parse, protocol, type messages, type PGlite, type Results } from '@electric-sql/pglite'

type Message = messages.BackendMessage

/** A statement that PostgreSQL has parsed: the types of its parameters, and what its rows are made of. */
type Prepared = { readonly types: readonly number[]; readonly columns: readonly Message[] }

const { serialize } = protocol

/** Statements that may be prepared at once; then all are forgotten. */
const capacity = 500

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/**
 * Runs statements on PGlite with one entry into it each, where PGlite's own way takes six: those with a name are parsed
 * and planned once, those without parameters go as they are.
 */
export const runStatements = (pglite: PGlite) => {
  const prepared = new Map<string, Prepared>()
  const send = (parts: readonly Uint8Array[]): Promise<readonly Message[]> =>
    pglite.runExclusive(() => pglite.execProtocolStream(joined(parts)))
  const resultOf = (answer: readonly Message[]): Results => {
    const [result] = parse.parseResults([...answer], pglite.parsers)
    if (!result) throw new Error('PostgreSQL gave no answer')
    return result
  }

  const prepare = async (text: string, name: string): Promise<Prepared> => {
    if (prepared.size >= capacity) {
      await send([serialize.query('deallocate all')])
      prepared.clear()
    }
    const told = await send([
      serialize.parse({ text, name }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ])
    const types = parse.parseDescribeStatementResults([...told])
    const found = { types, columns: told.filter((message) => message.name === 'rowDescription') }
    prepared.set(name, found)
    return found
  }

  const written = (value: unknown, type: number): string | null => {
    if (value === null || value === undefined) return null
    const serializer = pglite.serializers[type]
    return serializer ? serializer(value) : String(value)
  }

  return async (text: string, values: readonly unknown[], name?: string): Promise<Results> => {
    if (values.length === 0) return resultOf(await send([serialize.query(text)]))
    if (name === undefined) return pglite.query(text, [...values])
    const { types, columns } = prepared.get(name) ?? (await prepare(text, name))
    const given = values.map((value, i) => written(value, types[i] ?? 0))
    const answer = await send([
      serialize.bind({ statement: name, values: given }),
      serialize.execute({}),
      serialize.sync(),
    ])
    return resultOf([...columns, ...answer])
  }
}
