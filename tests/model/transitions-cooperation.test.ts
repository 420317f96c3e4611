import { innovationSteps } from './cooperation/innovation-steps.ts'
import { walkSteps } from './order-to-cash/walk.ts'

walkSteps({ innovation_proposals: innovationSteps }, { dept_manager: 'head', executive: 'boss' })
