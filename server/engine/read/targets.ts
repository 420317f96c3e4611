import { sql } from 'kysely'
import { grantsOf, type Viewer } from '#model/language/access.ts'
import type { Plan } from '#model/language/aggregate-plan.ts'
import type { Predicate } from '#model/language/definition.ts'
import type { Resource } from '#model/language/resources.ts'
import { goals, type Goal, type ReadGoals } from '#model/language/targets.ts'
import { from } from '../../sql/source.ts'
import { openCompile, verbTest } from '../compile.ts'
import type { Work } from '../work.ts'

const columns = ['period_kind', 'period_start', 'period_end', 'employee_id', 'department_id', 'target'] // prettier-ignore

/** Whose goals belong to rows that are cut to a viewer's own or those of his or her departments. */
export const goalsOfViewer = ({ entity }: Resource, who: Viewer): Predicate =>
  grantsOf(entity, who).some(({ read }) => read === 'department')
    ? { department_id: { $in: '$my_departments' } }
    : { employee_id: '$me' }

/** Reads goals under the viewer's rights; the company's and the departments' are everybody's measure. */
export const goalsReader =
  (work: Work, plan: Plan): ReadGoals =>
  async (level, fits) => {
    const source = from(openCompile({ ...work, ctx: plan.ctx }), goals)
    const fields = columns.map((name) => sql`${source.path(name)} as ${sql.ref(name)}`)
    const scope =
      level === 'employee' ? [sql` and ${source.where(verbTest(work, goals, 'read'))}`] : []
    const { rows } =
      await sql<Goal>`select ${source.path('metric.code')} as ${sql.ref('code')}, ${sql.join(fields)}
      from ${source.from()} where not ${source.column('archived')} and ${source.where(fits)}${sql.join(scope)}`.execute(
        work.db,
      )
    return rows
  }
