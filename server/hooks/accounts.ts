import type { Hooks } from '../engine/hooks.ts'

/** What personnel steps do to accounts, named by effects as `revoke_sessions` and `close_account`. */
export const accountHooks: Hooks = {
  revoke_sessions: async ({ db }, { row }) => {
    const accounts = db.selectFrom('_accounts').select('id').where('employee_id', '=', row.id)
    await db.deleteFrom('_sessions').where('account_id', 'in', accounts).execute()
  },
  close_account: async ({ db }, { row }) => {
    const accounts = db.selectFrom('_accounts').select('id').where('employee_id', '=', row.id)
    await db.deleteFrom('_sessions').where('account_id', 'in', accounts).execute()
    await db
      .updateTable('_accounts')
      .set({ disabled: true })
      .where('employee_id', '=', row.id)
      .execute()
  },
}
