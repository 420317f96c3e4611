import type { Effect } from '../../language/definition.ts'
import { words } from '../../words.ts'

/** Ways of dunning, in the order in which they are taken. */
export const dunningChannels = {
  phone: words('电话', 'Phone'),
  email: words('邮件', 'E-mail'),
  visit: words('上门拜访', 'Visit'),
  letter: words('催款函', 'Letter'),
} as const

/** A formula over the number of dunnings so far: one text for each of the four channels. */
const byStep = (count: string, [phone, email, visit, letter]: readonly string[]): string =>
  `switch(${count}, 0, ${phone}, 1, ${email}, 2, ${visit}, ${letter})`

const channels = Object.keys(dunningChannels)

/**
 * Plans the next dunning of a receivable, dated by the parameter; `at` is the path to the receivable, with its dot.
 * Source: P3 §3.3.2.
 */
export const nextDunning = (at: '' | 'receivable.'): Effect => {
  const count = `${at}dunning_count`
  const texts = channels.map((channel) => `'${channel}'`)
  const days = channels.map((channel) => `param('receivable.dunning_steps', '${channel}')`)
  const receivable = at === '' ? '=id' : '=receivable_id'
  return {
    do: 'create',
    resource: 'dunning_actions',
    when: { [`${at}balance`]: { $gt: 0 }, [`${at}dunning_count`]: { $lt: channels.length } },
    values: {
      receivable_id: receivable,
      customer_id: '=customer_id',
      owner_id: `=${at}owner_id`,
      department_id: `=${at}department_id`,
      step: `=${count} + 1`,
      channel: `=${byStep(count, texts)}`,
      due_on: `=max(today(), add_days(${at}due_on, ${byStep(count, days)}))`,
    },
    unless: { receivable_id: receivable, state: 'planned' },
    rule: 'R-061',
    clauses: ['P3 §3.3.2'],
  }
}

/** The customer has given no promise that may still be kept. */
export const noPromise = (at: '' | 'receivable.'): string =>
  `${at}promise_on == null or add_days(${at}promise_on, param('receivable.promise_grace_days')) < today()`
