import { useMemo } from 'react'
import { useSearchParams } from 'react-router-dom'
import type { Dashboard } from '#model/language/definition.ts'
import { isRealDay } from '#model/language/day.ts'
import { type Days, type PeriodName, periodNames, presetDays } from './period.ts'

export type Compare = 'previousYear' | 'previousPeriod' | 'none'

/** What the bar of a dashboard says; all of it stands in the URL. */
export type BoardState = {
  readonly period: PeriodName
  readonly days: Days
  readonly compare: Compare
  /** Chosen values by filter name; a filter without any is absent. */
  readonly filters: Readonly<Record<string, readonly string[]>>
}

const compares: readonly Compare[] = ['previousYear', 'previousPeriod', 'none']

const chosenDays = (params: URLSearchParams): Days | null => {
  const [from, to] = [params.get('from'), params.get('to')]
  return from && to && isRealDay(from) && isRealDay(to) && from <= to ? { from, to } : null
}

/** Reads the state of a dashboard from its address; what is not understood falls back to the default. */
export const readBoard = (
  dashboard: Dashboard,
  params: URLSearchParams,
  today: string,
): BoardState => {
  const asked = periodNames.find((name) => name === params.get('period')) ?? dashboard.period
  const own = asked === 'custom' ? chosenDays(params) : null
  const preset = asked === 'custom' ? dashboard.period : asked
  const filters = Object.keys(dashboard.filters).flatMap((name) => {
    const values = (params.get(name) ?? '').split(',').filter(Boolean)
    return values.length > 0 ? [[name, values] as const] : []
  })
  return {
    period: own ? 'custom' : preset,
    days: own ?? presetDays(preset, today),
    compare: compares.find((name) => name === params.get('compare')) ?? 'previousYear',
    filters: Object.fromEntries(filters),
  }
}

export type BoardChange = {
  readonly period?: PeriodName
  readonly days?: Days
  readonly compare?: Compare
  readonly filters?: BoardState['filters']
}

/** Writes a change of the bar into an address, leaving out what is the default. */
export const writeBoard = (
  dashboard: Dashboard,
  params: URLSearchParams,
  change: BoardChange,
): URLSearchParams => {
  const next = new URLSearchParams(params)
  const put = (name: string, value: string, isDefault: boolean) =>
    isDefault ? next.delete(name) : next.set(name, value)
  if (change.period) {
    put('period', change.period, change.period === dashboard.period)
    put('from', change.days?.from ?? '', change.period !== 'custom')
    put('to', change.days?.to ?? '', change.period !== 'custom')
  }
  if (change.compare) put('compare', change.compare, change.compare === 'previousYear')
  if (change.filters)
    for (const name of Object.keys(dashboard.filters)) {
      const values = change.filters[name] ?? []
      put(name, values.join(','), values.length === 0)
    }
  return next
}

/** The state of the bar and the way to change it. */
export const useBoard = (
  dashboard: Dashboard,
  today: string,
): readonly [BoardState, (change: BoardChange) => void] => {
  const [params, setParams] = useSearchParams()
  const state = useMemo(() => readBoard(dashboard, params, today), [dashboard, params, today])
  const change = (next: BoardChange): void =>
    setParams((current) => writeBoard(dashboard, current, next), { replace: true })
  return [state, change]
}
