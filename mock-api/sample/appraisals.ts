import { openCycles } from './appraisals/cycles.ts'
import { makeRecords } from './appraisals/records.ts'
import { makeReports } from './appraisals/reports.ts'
import { makeSchemes } from './appraisals/schemes.ts'
import type { People } from './people.ts'
import type { Company } from './rows.ts'

/**
 * Makes two years of appraisal: schemes by family, monthly, quarterly and annual cycles with their sheets and scores,
 * rewards, penalties, personnel actions, work reports. The warehouse stays behind everybody else.
 *
 * `months` limits how far back the story goes.
 */
export const makeAppraisals = (
  company: Company,
  people: People,
  metrics: ReadonlyMap<string, string>,
  months: number,
): void => {
  const schemes = makeSchemes(company, people, metrics)
  makeRecords(company, people, months)
  openCycles(company, people, schemes, months)
  makeReports(company, people)
}
