import { type ComponentType, lazy } from 'react'
import type { CardKind } from '#model/language/definition.ts'
import type { ChartProps } from './points.ts'

/** The charts by kind, each of which comes when a board first shows one; null for kinds that are made of HTML. */
export const charts: Readonly<Record<CardKind, ComponentType<ChartProps> | null>> = {
  trend: lazy(() => import('./Trend.tsx').then((m) => ({ default: m.Trend }))),
  bars: lazy(() => import('./Bars.tsx').then((m) => ({ default: m.Bars }))),
  ranking: lazy(() => import('./Ranking.tsx').then((m) => ({ default: m.Ranking }))),
  stack: lazy(() => import('./Stack.tsx').then((m) => ({ default: m.Stack }))),
  pareto: lazy(() => import('./Pareto.tsx').then((m) => ({ default: m.Pareto }))),
  waterfall: lazy(() => import('./Waterfall.tsx').then((m) => ({ default: m.Waterfall }))),
  histogram: lazy(() => import('./Histogram.tsx').then((m) => ({ default: m.Histogram }))),
  box: lazy(() => import('./Boxes.tsx').then((m) => ({ default: m.Boxes }))),
  radar: lazy(() => import('./Radar.tsx').then((m) => ({ default: m.Radar }))),
  funnel: lazy(() => import('./Funnel.tsx').then((m) => ({ default: m.Funnel }))),
  kpi: null,
  heatmap: null,
  table: null,
  list: null,
  calendar: null,
}
