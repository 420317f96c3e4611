import { textType, type Column } from './columns.ts'
import type { Index, Table } from './tables.ts'

const uuid = 'uuid'
const text = textType
const at = 'timestamptz'
const json = 'jsonb'

type Short = readonly [name: string, type: string, initial?: string]

const columns = (list: readonly Short[]): readonly Column[] =>
  list.map(([name, type, initial]) => ({
    name,
    type: type.replace(/!$/, ''),
    ...(type.endsWith('!') && { required: true as const }),
    ...(initial !== undefined && { initial }),
    ...(name === 'resource' && { names: true as const }),
  }))

const table = (
  name: string,
  primaryKey: readonly string[],
  list: readonly Short[],
  indexes: readonly (readonly string[])[] = [],
  uniques: readonly Index[] = [],
): Table => ({
  name,
  primaryKey,
  columns: columns(list),
  indexes: [
    ...indexes.map((on) => ({
      name: `${name}_${on.join('_')}_index`,
      on: on.map((c) => `"${c}"`),
    })),
    ...uniques,
  ],
})

/** History, append-only: what changed, who did it, why. */
const history: readonly Table[] = [
  table('_changes', ['id'], [
    ['seq', 'bigserial!'], ['id', `${uuid}!`], ['resource', `${text}!`], ['record', `${uuid}!`], ['version', 'integer'],
    ['at', `${at}!`], ['by', uuid], ['account', uuid], ['via', text], ['action', `${text}!`], ['transition', text],
    ['from_state', text], ['to_state', text], ['ask', json], ['cause', json], ['diff', json], ['import_id', uuid],
  ], [['resource', 'record', 'seq'], ['at'], ['import_id']], [{ name: '_changes_seq_unique', on: ['"seq"'], unique: true }]),
  table('_state_events', ['id'], [
    ['id', `${uuid}!`], ['resource', `${text}!`], ['record', `${uuid}!`], ['at', `${at}!`], ['on_day', 'date!'],
    ['from_state', text], ['to_state', text], ['transition', text], ['by', uuid],
  ], [['resource', 'record', 'on_day']]),
  table('_access_log', ['id'], [
    ['id', `${uuid}!`], ['at', `${at}!`], ['account_id', uuid], ['employee_id', uuid], ['via', text], ['action', `${text}!`],
    ['resource', text], ['record_id', uuid], ['fields', 'text[]'], ['detail', json], ['ip', text], ['request_id', text],
  ], [['at'], ['resource', 'record_id']]),
] // prettier-ignore

/** Who may sign in, and what they keep: sessions, tokens, saved views. */
const accounts: readonly Table[] = [
  table('_accounts', ['id'], [
    ['id', `${uuid}!`], ['login', `${text}!`], ['password_hash', text], ['employee_id', uuid], ['roles', 'text[]!', `'{}'`],
    ['locale', `${text}!`, `'zh'`], ['disabled', 'boolean!', 'false'], ['must_change', 'boolean!', 'false'],
    ['created_at', at], ['updated_at', at], ['last_sign_in_at', at],
  ], [['employee_id']], [{ name: '_accounts_login_unique', on: ['"login"'], unique: true }]),
  table('_sessions', ['id'], [
    ['id', `${text}!`], ['account_id', `${uuid}!`], ['kind', `${text}!`, `'session'`], ['name', text], ['prefix', text],
    ['roles', 'text[]'], ['created_at', at], ['last_seen_at', at], ['expires_at', at], ['ip', text], ['user_agent', text],
  ], [['account_id'], ['expires_at']]),
  table('_throttles', ['key'], [
    ['key', `${text}!`], ['count', 'integer!', '0'], ['window_started_at', at], ['blocked_until', at],
  ]),
  table('_views', ['id'], [
    ['id', `${uuid}!`], ['resource', `${text}!`], ['name', `${text}!`], ['audience', `${text}!`, `'mine'`], ['role', text],
    ['account_id', uuid], ['data', json], ['created_at', at], ['updated_at', at],
  ], [['resource']]),
] // prettier-ignore

/** What belongs to records beside their fields. */
const attached: readonly Table[] = [
  table('_files', ['id'], [
    ['id', `${uuid}!`], ['resource', text], ['record_id', uuid], ['field', text], ['name', text], ['original_name', text],
    ['type', text], ['size', 'bigint'], ['sha256', text], ['content', 'bytea'], ['created_at', at], ['created_by', uuid],
  ], [['resource', 'record_id']]),
  table('_comments', ['id'], [
    ['id', `${uuid}!`], ['resource', `${text}!`], ['record_id', `${uuid}!`], ['body', `${text}!`], ['created_at', at], ['created_by', uuid],
  ], [['resource', 'record_id']]),
] // prettier-ignore

/** Work that the server owes: jobs done once, mail to send, counters, answers to repeated requests. */
const work: readonly Table[] = [
  table('_jobs', ['id'], [
    ['id', `${uuid}!`], ['job', `${text}!`], ['resource', text], ['record', uuid], ['key', text], ['at', `${at}!`],
  ], [['resource', 'record']], [{ name: '_jobs_once_unique', on: ['"job"', `coalesce("record", '00000000-0000-0000-0000-000000000000')`, `coalesce("key", '')`], unique: true }]),
  table('_outbox', ['id'], [
    ['id', `${uuid}!`], ['kind', `${text}!`, `'mail'`], ['recipient', text], ['subject', text], ['body', text], ['payload', json],
    ['resource', text], ['record_id', uuid], ['created_at', at], ['due_at', at], ['available_at', at], ['attempts', 'integer!', '0'],
    ['claimed_at', at], ['claimed_until', at], ['sent_at', at], ['error', text],
  ], [['sent_at', 'due_at']]),
  table('_counters', ['key'], [['key', `${text}!`], ['value', 'bigint!', '0']]),
  table('_idempotency', ['account', 'key'], [
    ['account', `${uuid}!`], ['key', `${text}!`], ['resource', text], ['record', uuid], ['request_hash', text], ['at', at],
  ], [['at']]),
  table('_imports', ['id'], [
    ['id', `${uuid}!`], ['at', `${at}!`], ['by', uuid], ['name', text], ['recipe', json], ['counts', json], ['state', text],
    ['account_id', uuid], ['undone_at', at], ['undone_by', uuid],
  ], [['at']]),
  table('_import_recipes', ['id'], [
    ['id', `${uuid}!`], ['name', `${text}!`], ['audience', `${text}!`, `'mine'`], ['account_id', uuid], ['recipe', json],
    ['created_at', at], ['updated_at', at],
  ]),
] // prettier-ignore

/** What the database knows of the model and the calendar. */
const knowledge: readonly Table[] = [
  table('_model', ['id'], [['id', `${uuid}!`], ['applied_at', `${at}!`], ['model', `${text}!`]], [['applied_at']]),
  table('_calendar', ['day'], [['day', 'date!'], ['working', 'boolean!'], ['ordinal', 'integer!']], [['ordinal']]),
] // prettier-ignore

/** The tables of the system, by area; never resources, never written through the API as such. */
export const systemTables: readonly Table[] = [
  ...history,
  ...accounts,
  ...attached,
  ...work,
  ...knowledge,
]
