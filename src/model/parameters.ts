import type { Parameter } from './language/definition.ts'
import { attendanceParameters } from './parameters/attendance.ts'
import { channelsParameters } from './parameters/channels.ts'
import { collaborationParameters } from './parameters/collaboration.ts'
import { contractsParameters } from './parameters/contracts.ts'
import { customersParameters } from './parameters/customers.ts'
import { dataParameters } from './parameters/data.ts'
import { developmentParameters } from './parameters/development.ts'
import { documentsParameters } from './parameters/documents.ts'
import { foundationParameters } from './parameters/foundation.ts'
import { marketParameters } from './parameters/market.ts'
import { meetingsParameters } from './parameters/meetings.ts'
import { peopleParameters } from './parameters/people.ts'
import { platformParameters } from './parameters/platform.ts'
import { productionParameters } from './parameters/production.ts'
import { projectsParameters } from './parameters/projects.ts'
import { receivablesParameters } from './parameters/receivables.ts'
import { riskParameters } from './parameters/risk.ts'
import { serviceParameters } from './parameters/service.ts'
import { trainingParameters } from './parameters/training.ts'

/** Every number that the policies leave open; rows of `policy_parameters` override the default from their date on. */
export const parameters: readonly Parameter[] = [
  ...marketParameters,
  ...channelsParameters,
  ...customersParameters,
  ...contractsParameters,
  ...productionParameters,
  ...receivablesParameters,
  ...serviceParameters,
  ...projectsParameters,
  ...developmentParameters,
  ...riskParameters,
  ...peopleParameters,
  ...trainingParameters,
  ...attendanceParameters,
  ...meetingsParameters,
  ...documentsParameters,
  ...collaborationParameters,
  ...dataParameters,
  ...foundationParameters,
  ...platformParameters,
]
