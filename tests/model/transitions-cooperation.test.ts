import { collaborationSteps } from './cooperation/collaboration-steps.ts'
import { innovationSteps } from './cooperation/innovation-steps.ts'
import { walkSteps } from './order-to-cash/walk.ts'

walkSteps(
  { innovation_proposals: innovationSteps, collaboration_requests: collaborationSteps },
  {
    dept_manager: 'head',
    executive: 'boss',
    requester: 'seller',
    responsible: 'maker',
    office: 'office',
  },
)
