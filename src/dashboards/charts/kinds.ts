import { type ComponentType, lazy } from 'react'
import type { CardKind } from '#model/language/definition.ts'
import type { ChartProps } from './points.ts'

type Drawn = Extract<CardKind, 'trend' | 'bars' | 'ranking' | 'stack' | 'pareto' | 'waterfall'>

/** The charts by kind; each comes when a board first shows one. */
const charts: Readonly<Record<Drawn, ComponentType<ChartProps>>> = {
  trend: lazy(() => import('./Trend.tsx').then((m) => ({ default: m.Trend }))),
  bars: lazy(() => import('./Bars.tsx').then((m) => ({ default: m.Bars }))),
  ranking: lazy(() => import('./Ranking.tsx').then((m) => ({ default: m.Ranking }))),
  stack: lazy(() => import('./Stack.tsx').then((m) => ({ default: m.Stack }))),
  pareto: lazy(() => import('./Pareto.tsx').then((m) => ({ default: m.Pareto }))),
  waterfall: lazy(() => import('./Waterfall.tsx').then((m) => ({ default: m.Waterfall }))),
}

/** The chart of a kind; null for kinds that are made of HTML. */
export const chartOf = (kind: CardKind): ComponentType<ChartProps> | null =>
  Object.entries(charts).find(([name]) => name === kind)?.[1] ?? null
