/**
 * What a computed field is computed from, where the requirements do not name the entity in full.
 *
 * The field waits for these entities; once they are built it is missing like any other.
 */
export const computedFrom: Readonly<Record<string, readonly string[]>> = {
  'channel_partners.last_evaluated_on': ['channel_evaluations'],
  'projects.actual_cost': ['project_status_reports', 'project_tasks'],
}
