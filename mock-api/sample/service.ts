import { makeComplaints } from './service/complaints.ts'
import { makeContacts } from './service/contacts.ts'
import { makeInquiries, makeRequests } from './service/inquiries.ts'
import type { ServiceContext } from './service/moments.ts'

/** For 6,000 orders in two years. */
const usual = { complaints: 340, inquiries: 1_500, requests: 300 }

/** Makes what customers ask, complain of and need afterwards, and how the company stays in touch. */
export const makeService = (context: ServiceContext, scale: number): void => {
  makeComplaints(context, Math.round(usual.complaints * scale))
  makeInquiries(context, Math.round(usual.inquiries * scale))
  makeRequests(context, Math.round(usual.requests * scale))
  makeContacts(context)
}
