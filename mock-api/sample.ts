import { sql } from 'kysely'
import { addDays, addMonths, daysBetween, localDay } from '#model/language/time.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Database } from '../server/database/database.ts'
import type { Service } from '../server/engine/service.ts'
import { makeAppraisals } from './sample/appraisals.ts'
import { makeCarriers, makeProducts, makeSeed } from './sample/catalogue.ts'
import { makeFramework, makeOpenContracts, type Framework } from './sample/contracts.ts'
import { makeCollaboration } from './sample/collaboration.ts'
import { makeCustomers, type Customer } from './sample/customers.ts'
import { makeGoals, season } from './sample/goals.ts'
import { makeOrder, type OrderContext } from './sample/orders.ts'
import { makePeople } from './sample/people.ts'
import { makeMarket } from './sample/market.ts'
import { makeProjects } from './sample/projects.ts'
import { randomFrom, type Random } from './sample/random.ts'
import { newCompany, type Company } from './sample/rows.ts'
import { makeService } from './sample/service.ts'
import { makeTraining } from './sample/training.ts'
import { writeCompany } from './sample/write.ts'

export type SampleOptions = {
  /** 1 = 300 customers and 6,000 orders. */
  readonly scale?: number
  readonly seed?: number
}

const months = 24
const usual = { customers: 300, orders: 6_000 }

/** What the company sells in a usual month, yuan: the measure of its targets. */
const monthlySales = 18_800_000

/** The days of a month by chance, more of them late in the month. */
const dayIn = (random: Random, month: string, last: string): string => {
  const first = `${month}-01`
  const length = daysBetween(first, addMonths(first, 1))
  const day = addDays(first, Math.min(length - 1, Math.floor(length * random.next() ** 0.85)))
  return day > last
    ? addDays(first, Math.floor(random.next() * (daysBetween(first, last) + 1)))
    : day
}

const frameworkFor = (
  company: Company,
  context: Omit<OrderContext, 'framework'>,
  known: Map<string, Framework>,
  day: string,
): Framework => {
  const found = known.get(context.customer.id)
  if (found && found.from < day && day < found.until) return found
  const made = makeFramework(company, context.people, context.customer, context.products, day)
  known.set(context.customer.id, made)
  return made
}

const orderDays = (company: Company, orders: number): readonly string[] => {
  const { random, today } = company
  const first = addMonths(`${today.slice(0, 7)}-01`, -(months - 1))
  const names = Array.from({ length: months }, (_, i) => addMonths(first, i).slice(0, 7))
  const weights = names.map((month, i) => {
    const isRunning = month === today.slice(0, 7)
    const share = isRunning ? Number(today.slice(8)) / 30 : 1
    return [month, (season[Number(month.slice(5)) - 1] ?? 1) * (1 + i * 0.009) * share] as const
  })
  return Array.from({ length: orders }, () =>
    dayIn(random, random.weighted(weights), today),
  ).toSorted()
}

/**
 * Makes the sample company: people, catalogue, customers and two years of orders with all that follows.
 *
 * The same seed and day give the same company. It tells what a reader of the dashboards can find: seasons,
 * growth, a few bad payers, a group that stays behind its target.
 */
export const makeCompany = (
  index: ModelIndex,
  zone: string,
  today: string,
  { scale = 1, seed = 7 }: SampleOptions = {},
): Company => {
  const company = newCompany(index, randomFrom(seed), zone, today)
  const people = makePeople(company)
  const products = makeProducts(company, people)
  const carriers = makeCarriers(company, people)
  const metrics = makeSeed(company, people)
  const customers = makeCustomers(
    company,
    people,
    Math.max(12, Math.round(usual.customers * scale)),
  )
  makeGoals(company, people, metrics, monthlySales * Math.min(1, scale))
  const buyers = customers.filter((customer) => customer.level !== 'potential')
  const frameworks = new Map<string, Framework>()
  for (const day of orderDays(company, Math.round(usual.orders * scale))) {
    const old = buyers.filter((customer) => customer.since < day)
    const customer = company.random.weighted(
      (old.length ? old : buyers).map((one): readonly [Customer, number] => [one, one.appetite]),
    )
    const context = { people, products, carriers, customer }
    makeOrder(
      company,
      { ...context, framework: frameworkFor(company, context, frameworks, day) },
      day,
    )
  }
  makeOpenContracts(company, people, buyers, products)
  makeService({ company, people, products, customers }, scale)
  const told = scale < 0.5 ? 4 : months
  // What people are appraised by comes before their sheets.
  makeProjects(company, people, buyers, told)
  makeMarket(company, people)
  makeAppraisals(company, people, metrics, told)
  makeCollaboration(company, people, told)
  makeTraining(company, people)
  return company
}

export type LoadOptions = SampleOptions & {
  readonly database: Database
  readonly service: Service
  readonly index: ModelIndex
  readonly zone: string
  readonly say?: (text: string) => void
  readonly clock?: () => string
}

/**
 * Fills an empty database with the sample company.
 *
 * Returns what was loaded in words, or null when there are records already.
 */
export const loadSample = async (options: LoadOptions): Promise<string | null> => {
  const { database, index, zone, say = () => {}, clock = () => new Date().toISOString() } = options
  const { rows } = await sql<{ id: string }>`select "id" from "employees" limit 1`.execute(
    database.kysely,
  )
  if (rows.length > 0) return null
  say('making the sample company ...')
  const company = makeCompany(index, zone, localDay(clock(), zone), options)
  await writeCompany(company, database, clock())
  const count = (name: string) => company.rows.get(name)?.length ?? 0
  return `${count('customers')} customers, ${count('orders')} orders, ${count('receivables')} receivables`
}
