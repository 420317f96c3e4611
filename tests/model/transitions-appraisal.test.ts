import { cycleSteps, schemeSteps } from './appraisal/cycle-steps.ts'
import { actionSteps, penaltySteps, reportSteps, rewardSteps } from './appraisal/people-steps.ts'
import { scoreSteps, sheetSteps } from './appraisal/sheet-steps.ts'
import { walkSteps } from './order-to-cash/walk.ts'

walkSteps(
  {
    appraisal_schemes: schemeSteps,
    appraisals: sheetSteps,
    appraisal_scores: scoreSteps,
    rewards: rewardSteps,
    penalties: penaltySteps,
    personnel_actions: actionSteps,
    work_reports: reportSteps,
    appraisal_cycles: cycleSteps,
  },
  { hr: 'hr', dept_manager: 'head', employee: 'seller', rater: 'head', risk_legal: 'legal' },
)
