import {
  complaintSteps,
  inquirySteps,
  returnVisitSteps,
} from './customer-service/complaint-steps.ts'
import {
  actionSteps, careSteps, interactionSteps, planSteps, requestSteps, visitSteps,
} from './customer-service/contact-steps.ts' // prettier-ignore
import { walkSteps } from './order-to-cash/walk.ts'

walkSteps(
  {
    complaints: complaintSteps,
    inquiries: inquirySteps,
    return_visits: returnVisitSteps,
    service_requests: requestSteps,
    visits: visitSteps,
    contact_plans: planSteps,
    interactions: interactionSteps,
    action_items: actionSteps,
  },
  {
    handler: 'service',
    service: 'service',
    sales: 'seller',
    owner: 'seller',
    responsible: 'maker',
    dept_manager: 'head',
  },
)

walkSteps({ care_activities: careSteps }, { responsible: 'seller' })
