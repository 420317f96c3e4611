import path from 'node:path'
import type { Label } from '#model/language/definition.ts'

/** A setting has a value that cannot be used; the message names it and what is allowed. */
export class ConfigProblem extends Error {
  readonly code = 'config'
}

type Environment = Readonly<Record<string, string | undefined>>

/** One setting: its variable, its default and how its text is read. `read` throws a sentence. */
type Setting<T> = {
  readonly help: string
  readonly default: string
  readonly read: (text: string) => T
}

const text = (help: string, fallback: string): Setting<string> => ({
  help,
  default: fallback,
  read: (t) => t,
})

const integer = (help: string, fallback: number, min: number, max: number): Setting<number> => ({
  help: `${help} (${min}-${max})`,
  default: String(fallback),
  read: (t) => {
    const value = Number(t)
    if (!/^\d+$/.test(t) || value < min || value > max)
      throw new Error(`must be a whole number from ${min} to ${max}`)
    return value
  },
})

const yesNo = (help: string, fallback: boolean): Setting<boolean> => ({
  help: `${help} (true, false)`,
  default: String(fallback),
  read: (t) => {
    if (t !== 'true' && t !== 'false') throw new Error('must be true or false')
    return t === 'true'
  },
})

const oneOf = <const T extends string>(
  help: string,
  fallback: T,
  options: readonly T[],
): Setting<T> => ({
  help: `${help} (${options.join(', ')})`,
  default: fallback,
  read: (t) => {
    const found = options.find((option) => option === t)
    if (!found) throw new Error(`must be one of ${options.join(', ')}`)
    return found
  },
})

const address = (help: string, protocols: readonly string[]): Setting<string | null> => ({
  help,
  default: '',
  read: (t) => {
    if (t === '') return null
    const url = URL.canParse(t) ? new URL(t) : null
    if (!url || !protocols.includes(url.protocol))
      throw new Error(
        `must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
      )
    return t.replace(/\/$/, '')
  },
})

const origins = (help: string): Setting<readonly string[]> => ({
  help,
  default: '',
  read: (t) =>
    t
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((each) => {
        const url = URL.canParse(each) ? new URL(each) : null
        if (url?.origin !== each || !['http:', 'https:'].includes(url.protocol))
          throw new Error('must be origins such as https://stock.example.com, divided by spaces')
        return each
      }),
})

const zone = (help: string, fallback: string): Setting<string> => ({
  help,
  default: fallback,
  read: (t) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: t }).resolvedOptions().timeZone
    } catch {
      throw new Error('must be a time zone such as Asia/Shanghai')
    }
  },
})

/** Every setting, by its environment variable. */
export const settings = {
  PORT: integer('port that the server listens on', 8080, 0, 65_535),
  WEB_PORT: integer('port of the page in development', 5173, 0, 65_535),
  HOST: text('address that the server listens on', '127.0.0.1'),
  PUBLIC_URL: address('address under which people reach it; https makes cookies secure', [
    'http:',
    'https:',
  ]),
  CONNECT_TO: origins('other backends that the console may call, as its config.json names them'),
  DATABASE_URL: address('PostgreSQL to use; without it the embedded database', [
    'postgres:',
    'postgresql:',
  ]),
  DATABASE_POOL: integer('connections to PostgreSQL', 10, 1, 500),
  DATA_DIR: text('directory of the embedded database and its backups', './data'),
  BACKUP_KEEP_DAYS: integer(
    'days that daily images of the embedded database are kept',
    14,
    1,
    3_650,
  ),
  COMPANY_NAME: text('name of the company, as its people see it', ''),
  COMPANY_NAME_EN: text('the same in English; without it the same letters', ''),
  TZ_COMPANY: zone('time zone of the company', 'Asia/Shanghai'),
  DEMO: yesNo('demonstration: sample company and sign-in as each role', false),
  LOG_LEVEL: oneOf('what is logged', 'info', ['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
  SMTP_URL: address('mail server for notices; without it they stay in the application', [
    'smtp:',
    'smtps:',
  ]),
  MAIL_FROM: text('sender of mails', 'charter@localhost'),
  BODY_LIMIT_MB: integer('largest request body in MB', 10, 1, 1_000),
  FILE_LIMIT_MB: integer('largest uploaded file in MB', 50, 1, 10_000),
  SESSION_HOURS: integer('hours until an idle session ends', 12, 1, 8_760),
  TICK_SECONDS: integer('seconds between two looks at due work; 0 = never', 60, 0, 86_400),
} as const satisfies Readonly<Record<string, Setting<unknown>>>

type Settings = typeof settings
type Values = { readonly [K in keyof Settings]: ReturnType<Settings[K]['read']> }

export type Config = {
  readonly port: number
  readonly webPort: number
  readonly host: string
  readonly publicUrl: string | null
  readonly connectTo: readonly string[]
  readonly databaseUrl: string | null
  readonly databasePool: number
  readonly dataDirectory: string
  readonly backupKeepDays: number
  /** Null where the installation has none: the product's own name stands instead. */
  readonly company: Label | null
  readonly zone: string
  readonly demo: boolean
  readonly logLevel: Values['LOG_LEVEL']
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly bodyLimit: number
  readonly fileLimit: number
  readonly sessionHours: number
  readonly tickSeconds: number
}

const megabyte = 1024 * 1024

const companyOf = (zh: string, en: string): Label | null =>
  zh || en ? { zh: zh || en, en: en || zh } : null

/**
 * Reads the settings from the environment. `defaults` replace the built-in defaults (the demo start).
 *
 * Errors: `ConfigProblem` lists every wrong setting, with what is allowed.
 */
export const readConfig = (env: Environment, defaults: Environment = {}): Config => {
  const problems: string[] = []
  const read = <K extends keyof Settings>(name: K): Values[K] | undefined => {
    const given = env[name]?.trim() || defaults[name] || settings[name].default
    try {
      return settings[name].read(given) as Values[K] // the table's own reader of this name
    } catch (error) {
      problems.push(`${name} is "${given}" but ${error instanceof Error ? error.message : error}`)
      return undefined
    }
  }
  const names = Object.keys(settings) as (keyof Settings)[] // keys of a literal table
  const values = Object.fromEntries(names.map((name) => [name, read(name)])) as Values // complete unless there are problems
  if (problems.length) throw new ConfigProblem(problems.join('\n'))
  return {
    port: values.PORT,
    webPort: values.WEB_PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL,
    connectTo: values.CONNECT_TO,
    databaseUrl: values.DATABASE_URL,
    databasePool: values.DATABASE_POOL,
    dataDirectory: path.resolve(values.DATA_DIR),
    backupKeepDays: values.BACKUP_KEEP_DAYS,
    company: companyOf(values.COMPANY_NAME, values.COMPANY_NAME_EN),
    zone: values.TZ_COMPANY,
    demo: values.DEMO,
    logLevel: values.LOG_LEVEL,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    bodyLimit: values.BODY_LIMIT_MB * megabyte,
    fileLimit: values.FILE_LIMIT_MB * megabyte,
    sessionHours: values.SESSION_HOURS,
    tickSeconds: values.TICK_SECONDS,
  }
}
