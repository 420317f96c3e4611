import type { Principal } from '../../../server/engine/service.ts'
import { actor, type Company } from './company.ts'

/** The people of the workshop. */
export type Staff = Readonly<
  Record<'admin' | 'anna' | 'bob' | 'hana' | 'fang' | 'boss' | 'lawyer', Principal>
>

/** Hires the people of the workshop: two sales people under a head, a finance and a legal head, and the boss. */
export const hire = async ({ service }: Company): Promise<Staff> => {
  const founder = actor(null, ['admin'])
  const department = async (code: string, reviews: boolean) =>
    service.create(founder, 'departments', { code, name: code, reviews })
  const [sales, finance, legal] = [
    await department('SAL', false),
    await department('FIN', true),
    await department('LEG', true),
  ]
  const person = async (name: string, home: string, roles: string[], supervisor?: string) => {
    const row = await service.create(founder, 'employees', {
      name, roles, department_id: home, email: `${name}@example.com`, ...(supervisor && { supervisor_id: supervisor }),
    }) // prettier-ignore
    return actor(row.id, roles, { department: home, departments: [home] })
  }
  const boss = await person('boss', sales.id, ['boss'])
  const hana = await person('hana', sales.id, ['head'], boss.employee ?? undefined)
  const above = hana.employee ?? undefined
  const staff: Staff = {
    admin: await person('admin', sales.id, ['admin']),
    anna: await person('anna', sales.id, ['sales'], above),
    bob: await person('bob', sales.id, ['sales'], above),
    hana,
    fang: await person('fang', finance.id, ['finance'], boss.employee ?? undefined),
    boss,
    lawyer: await person('lawyer', legal.id, ['head'], boss.employee ?? undefined),
  }
  const heads = [[sales, hana], [finance, staff.fang], [legal, staff.lawyer]] as const // prettier-ignore
  for (const [home, head] of heads)
    await service.update(founder, 'departments', home.id, 1, { manager_id: head.employee })
  return staff
}
