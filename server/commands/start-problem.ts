import type { Config } from '../config.ts'
import { DirectoryLocked } from '../database/lock.ts'
import { ModelRefused } from '../prepare.ts'

const hidden = (address: string): string => {
  const url = new URL(address)
  if (url.password) url.password = '***'
  return url.href
}

type Sentence = (config: Config, message: string) => string

const atDatabase: Sentence = ({ databaseUrl }, message) =>
  `DATABASE_URL ${hidden(databaseUrl ?? '')} cannot be used: ${message}`
const atHost: Sentence = ({ host, port }, message) =>
  `HOST "${host}" and PORT ${port} cannot be listened on: ${message}`
const atPort: Sentence = ({ host, port }) =>
  `PORT ${port} on ${host} is taken by another program: stop it, or set another PORT`
const atDirectory: Sentence = ({ dataDirectory }, message) =>
  `DATA_DIR "${dataDirectory}" cannot be used: ${message}`

/** What the system says when an address of the server cannot be had. */
const listening: Readonly<Record<string, Sentence>> = {
  EADDRINUSE: atPort,
  EADDRNOTAVAIL: atHost,
  ENOTFOUND: atHost,
  EACCES: atHost,
}
const systemCalls = ['listen', 'getaddrinfo', 'bind']

/** PostgreSQL refuses who comes: wrong password, no such role or database, too many, starting or stopping. */
const refusals = /^(28|3D|42501|53300|57P)/
const network = ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'ECONNRESET', 'EAI_AGAIN'] // prettier-ignore
const disk = ['EEXIST', 'ENOTDIR', 'EACCES', 'EROFS', 'ENOSPC', 'EPERM', 'ENOENT']

const textOf = (error: object, name: string): string => String(Reflect.get(error, name) ?? '')

/**
 * Says in a sentence which setting keeps the server from starting, or null when it is none of them: then the
 * failure itself is what helps.
 */
export const startProblem = (error: unknown, config: Config): string | null => {
  if (!(error instanceof Error)) return null
  if (error instanceof ModelRefused || error instanceof DirectoryLocked) return error.message
  const [code, call] = [textOf(error, 'code'), textOf(error, 'syscall')]
  const say = systemCalls.includes(call) && !isOfDatabase(error, config) ? listening[code] : undefined // prettier-ignore
  if (say) return say(config, error.message)
  if (config.databaseUrl && (network.includes(code) || refusals.test(code)))
    return atDatabase(config, error.message)
  if (!config.databaseUrl && disk.includes(code)) return atDirectory(config, error.message)
  return null
}

/** A name that is not found may be the database's as well as our own. */
const isOfDatabase = (error: Error, { databaseUrl, host }: Config): boolean =>
  databaseUrl !== null && textOf(error, 'hostname') !== host && textOf(error, 'syscall') === 'getaddrinfo' // prettier-ignore
