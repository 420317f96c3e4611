import { contractSteps } from './order-to-cash/contract-steps.ts'
import { exceptionSteps, orderSteps, shipmentSteps } from './order-to-cash/order-steps.ts'
import {
  caseSteps, dunningSteps, noticeSteps, paymentSteps, receivableSteps,
} from './order-to-cash/receivable-steps.ts' // prettier-ignore
import { actors } from './order-to-cash/steps.ts'
import { walkSteps } from './order-to-cash/walk.ts'

walkSteps(
  {
    contracts: contractSteps,
    orders: orderSteps,
    order_exceptions: exceptionSteps,
    shipments: shipmentSteps,
    receivables: receivableSteps,
    settlement_notices: noticeSteps,
    payments: paymentSteps,
    dunning_actions: dunningSteps,
    legal_cases: caseSteps,
  },
  actors,
)
