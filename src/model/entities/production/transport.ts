import { words } from '../../words.ts'

/** Ways of transport. */
export const transportModes = {
  express: words('快递', 'Express'),
  road: words('公路', 'Road'),
  rail: words('铁路', 'Rail'),
  sea: words('海运', 'Sea'),
  air: words('空运', 'Air'),
  self: words('自提', 'Picked up'),
} as const
