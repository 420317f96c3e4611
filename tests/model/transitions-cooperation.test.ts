import { partnerSteps, segmentSteps } from './cooperation/channel-steps.ts'
import { collaborationSteps } from './cooperation/collaboration-steps.ts'
import { innovationSteps } from './cooperation/innovation-steps.ts'
import { milestoneSteps, projectSteps } from './cooperation/project-steps.ts'
import { trainingSteps } from './cooperation/training-steps.ts'
import { walkSteps } from './order-to-cash/walk.ts'

walkSteps(
  {
    innovation_proposals: innovationSteps,
    collaboration_requests: collaborationSteps,
    projects: projectSteps,
    project_milestones: milestoneSteps,
    market_segments: segmentSteps,
    channel_partners: partnerSteps,
    training_needs: trainingSteps,
  },
  {
    dept_manager: 'head',
    executive: 'boss',
    owner: 'seller',
    manager: 'maker',
    requester: 'seller',
    responsible: 'maker',
    office: 'office',
    hr: 'hr',
  },
)
