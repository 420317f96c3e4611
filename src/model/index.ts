import { appraisalsDashboard } from './dashboards/appraisals.ts'
import { complaintsDashboard } from './dashboards/complaints.ts'
import { receivablesDashboard } from './dashboards/receivables.ts'
import { salesDashboard } from './dashboards/sales.ts'
import { appraisalCycles } from './entities/appraisal/appraisal_cycles.ts'
import { appraisalIndicators } from './entities/appraisal/appraisal_indicators.ts'
import { appraisalSchemes } from './entities/appraisal/appraisal_schemes.ts'
import { appraisalScores } from './entities/appraisal/appraisal_scores.ts'
import { appraisals } from './entities/appraisal/appraisals.ts'
import { channelPartners } from './entities/channels/channel_partners.ts'
import { collaborationRequests } from './entities/collaboration/collaboration_requests.ts'
import { contracts } from './entities/contracts/contracts.ts'
import { orderExceptions } from './entities/contracts/order_exceptions.ts'
import { orders } from './entities/contracts/orders.ts'
import { contacts } from './entities/customers/contacts.ts'
import { creditAssessments } from './entities/customers/credit_assessments.ts'
import { contactPlans } from './entities/customers/contact_plans.ts'
import { customers } from './entities/customers/customers.ts'
import { interactions } from './entities/customers/interactions.ts'
import { visits } from './entities/customers/visits.ts'
import { metricDefinitions } from './entities/data/metric_definitions.ts'
import { departments } from './entities/foundation/departments.ts'
import { employees } from './entities/foundation/employees.ts'
import { handbookArticles } from './entities/foundation/handbook_articles.ts'
import { policyParameters } from './entities/foundation/policy_parameters.ts'
import { positions } from './entities/foundation/positions.ts'
import { products } from './entities/foundation/products.ts'
import { marketSegments } from './entities/market/market_segments.ts'
import { actionItems } from './entities/meetings/action_items.ts'
import { innovationProposals } from './entities/people/innovation_proposals.ts'
import { penalties } from './entities/people/penalties.ts'
import { personnelActions } from './entities/people/personnel_actions.ts'
import { rewards } from './entities/people/rewards.ts'
import { workGoals } from './entities/people/work_goals.ts'
import { workReports } from './entities/people/work_reports.ts'
import { approvals } from './entities/platform/approvals.ts'
import { distributions } from './entities/platform/distributions.ts'
import { notifications } from './entities/platform/notifications.ts'
import { logisticsProviders } from './entities/production/logistics_providers.ts'
import { shipments } from './entities/production/shipments.ts'
import { projectMilestones } from './entities/projects/project_milestones.ts'
import { projects } from './entities/projects/projects.ts'
import { dunningActions } from './entities/receivables/dunning_actions.ts'
import { legalCases } from './entities/receivables/legal_cases.ts'
import { payments } from './entities/receivables/payments.ts'
import { receivables } from './entities/receivables/receivables.ts'
import { settlementNotices } from './entities/receivables/settlement_notices.ts'
import { careActivities } from './entities/service/care_activities.ts'
import { complaints } from './entities/service/complaints.ts'
import { inquiries } from './entities/service/inquiries.ts'
import { returnVisits } from './entities/service/return_visits.ts'
import { satisfactionRatings } from './entities/service/satisfaction_ratings.ts'
import { serviceRequests } from './entities/service/service_requests.ts'
import { trainingNeeds } from './entities/training/training_needs.ts'
import { clauses } from './handbook/clauses.ts'
import type { Entity, Model } from './language/definition.ts'
import { complaintsMetrics } from './metrics/complaints.ts'
import { marketMetrics } from './metrics/market.ts'
import { receivablesMetrics } from './metrics/receivables.ts'
import { modules } from './modules.ts'
import { parameters } from './parameters.ts'
import { roles } from './roles.ts'

/** Every entity, by module in the order of the menu. */
const entities: readonly Entity[] = [
  marketSegments,
  channelPartners,
  customers,
  contacts,
  contactPlans,
  visits,
  interactions,
  creditAssessments,
  contracts,
  orders,
  orderExceptions,
  shipments,
  logisticsProviders,
  receivables,
  settlementNotices,
  payments,
  dunningActions,
  legalCases,
  inquiries,
  complaints,
  serviceRequests,
  returnVisits,
  careActivities,
  satisfactionRatings,
  projects,
  projectMilestones,
  workGoals,
  actionItems,
  collaborationRequests,
  workReports,
  appraisalIndicators,
  appraisalSchemes,
  appraisalCycles,
  appraisals,
  appraisalScores,
  rewards,
  penalties,
  personnelActions,
  innovationProposals,
  trainingNeeds,
  employees,
  products,
  departments,
  positions,
  handbookArticles,
  policyParameters,
  metricDefinitions,
  approvals,
  distributions,
  notifications,
]

/** The whole business: the table of contents of the model. */
export const model: Model = {
  name: 'charter',
  modules,
  roles,
  parameters,
  clauses,
  entities,
  metrics: [...receivablesMetrics, ...complaintsMetrics, ...marketMetrics],
  dashboards: [salesDashboard, receivablesDashboard, complaintsDashboard, appraisalsDashboard],
}
