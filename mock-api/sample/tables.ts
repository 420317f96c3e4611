import type { Entity, Model } from '#model/language/definition.ts'

/** Parents before children, so that foreign keys hold; cycles between people and departments are filled in after. */
export const orderOfTables: readonly string[] = [
  'departments', 'positions', 'employees', 'products', 'logistics_providers', 'policy_parameters', 'handbook_articles', 'metric_definitions', 'market_segments', 'channel_partners', 'customers', 'contacts',
  'credit_assessments', 'work_goals', 'contracts', 'contract_lines', 'contract_payment_schedule', 'approvals', 'distributions',
  'orders', 'order_lines', 'order_checks', 'order_exceptions', 'shipments', 'shipment_lines', 'receivables', 'receivable_invoices',
  'settlement_notices', 'payments', 'payment_allocations', 'dunning_actions', 'legal_cases', 'contact_plans', 'contact_plan_lines', 'visits',
  'return_visits', 'complaints', 'complaint_progress_feedbacks', 'service_requests', 'interactions', 'inquiries', 'care_activities',
  'satisfaction_ratings', 'projects', 'project_members', 'project_milestones', 'action_items', 'collaboration_requests', 'collaboration_request_plan', 'appraisal_indicators', 'appraisal_indicator_steps', 'appraisal_schemes',
  'appraisal_scheme_indicators', 'appraisal_scheme_grades', 'appraisal_cycles', 'appraisals', 'appraisal_items', 'appraisal_scores',
  'appraisal_score_items', 'innovation_proposals', 'rewards', 'penalties', 'personnel_actions', 'work_reports', 'training_needs',
] // prettier-ignore

/** Lists the entities that no hand has written rows for, and whose definition asks for some. */
export const newEntities = ({ entities }: Model): readonly Entity[] =>
  entities.filter(
    ({ name: resource, tier, sample }) =>
      tier !== 'platform' && Number(sample?.count) > 0 && !orderOfTables.includes(resource),
  )
