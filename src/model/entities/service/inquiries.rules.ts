import type { Clock, Rule, Scheduled } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** What must hold of an inquiry. */
export const inquiriesRules: readonly Rule[] = [
  {
    id: 'R-070',
    of: ['answered_immediately', 'promised_at'],
    require: 'answered_immediately or promised_at != null',
    at: 'promised_at',
    message: words(
      '非当场答复须承诺回复时间',
      'Not answered at once: promise a time for the reply',
    ),
    clauses: ['P2 §2.3.1'],
  },
  {
    id: 'R-070',
    of: ['promised_at', 'received_at'],
    require: 'promised_at == null or promised_at > received_at',
    at: 'promised_at',
    message: words('承诺回复时间须晚于接收时间', 'The promise must be after the receipt'),
    clauses: ['P2 §2.3.1'],
  },
  {
    id: 'R-070',
    of: ['promised_at', 'received_at'],
    require: 'promised_at == null or promised_at <= promise_limit_at',
    at: 'promised_at',
    message: words('承诺回复时间超过最长期限', 'The promise is later than allowed'),
    clauses: ['P2 §2.3.1'],
  },
  {
    id: 'R-069',
    of: ['responded_at', 'received_at'],
    require: 'responded_at == null or responded_at >= received_at',
    at: 'responded_at',
    message: words('首次响应不得早于接收时间', 'The first response may not be before the receipt'),
    clauses: ['P0 §2.3.1'],
  },
]

/** The response by channel, and the promised reply. */
export const inquiriesClocks: Readonly<Record<string, Clock>> = {
  response: {
    start: 'received_at',
    due: 'response_due_at',
    stop: 'responded_at',
    while: { state: 'open' },
    calendar: 'working',
    on_breach: [
      {
        do: 'notify',
        to: { fields: ['owner_id'] },
        kind: 'reminder',
        level: 'red',
        title: words('咨询 {code} 超时未响应', 'Inquiry {code} got no response in time'),
      },
    ],
    rule: 'R-069',
    clauses: ['P0 §2.3.1', 'P2 §2.3.1'],
  },
  promise: {
    start: 'responded_at',
    due: 'promised_at',
    stop: 'answered_at',
    while: { state: 'promised' },
    calendar: 'working',
    warn_at: [0.5, 0.9],
    to: { fields: ['owner_id', 'consulted_department.manager_id'] },
    on_breach: [
      {
        do: 'notify',
        to: { fields: ['owner_id', 'consulted_department.manager_id'], head: true },
        kind: 'escalation',
        level: 'orange',
        title: words('咨询 {code} 超过承诺回复时间', 'Inquiry {code} is past its promised reply'),
      },
    ],
    rule: 'R-070',
    clauses: ['P2 §2.3.1'],
  },
}

const silent = {
  id: 'J-21-silent',
  label: words('渠道静默检查', 'Silent channel'),
  every: 'daily',
  rule: 'R-193',
  clauses: ['P2 §2.3.1'],
} as const

const isSilent =
  "later_of_channel == 0 and add_days(date(received_at), param('inquiry.channel_silent_days')) <= today()"
const owner = "param('inquiry.channel_owner', channel)"
const testIt = words(
  '咨询渠道多日无咨询，请测试：{channel}',
  'No inquiry for days, test the channel: {channel}',
)

/** A channel that has been silent is tested by the person who is responsible for it. */
export const inquiriesSchedule: readonly Scheduled[] = [
  {
    ...silent,
    where: isSilent,
    effects: [
      {
        do: 'notify',
        when: `${owner} != null`,
        to: { employees: { id: `=${owner}` } },
        kind: 'reminder',
        level: 'yellow',
        title: testIt,
      },
      {
        do: 'notify',
        when: `${owner} == null`,
        to: { departments: { function: 'service' } },
        kind: 'warning',
        level: 'yellow',
        title: testIt,
        body: words('该渠道尚未指定负责人', 'Nobody is responsible for this channel yet'),
      },
    ],
  },
]
