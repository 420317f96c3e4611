/** Upper bounds of the duration buckets, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

type Series = { count: number; sum: number; readonly buckets: number[] }

/** Counts requests by route and status; written in the text format of Prometheus. */
export type Metrics = {
  observe(labels: { method: string; route: string; status: number }, seconds: number): void
  /** Adds a value that is read when asked, such as memory in use. */
  gauge(name: string, help: string, read: () => number): void
  render(): string
}

const escape = (text: string) => text.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`))

const renderSeries = (labels: string, series: Series): string[] => [
  ...bounds.map(
    (bound, i) => `http_request_duration_seconds_bucket{${labels},le="${bound}"} ${series.buckets[i] ?? 0}`,
  ),
  `http_request_duration_seconds_bucket{${labels},le="+Inf"} ${series.count}`,
  `http_request_duration_seconds_sum{${labels}} ${series.sum}`,
  `http_request_duration_seconds_count{${labels}} ${series.count}`,
] // prettier-ignore

/** Starts counting from zero. */
export const createMetrics = (): Metrics => {
  const requests = new Map<string, Series>()
  const gauges: { name: string; help: string; read: () => number }[] = []
  return {
    observe: ({ method, route, status }, seconds) => {
      const labels = `method="${escape(method)}",route="${escape(route)}",status="${status}"`
      const series = requests.get(labels) ?? { count: 0, sum: 0, buckets: bounds.map(() => 0) }
      requests.set(labels, series)
      series.count += 1
      series.sum += seconds
      for (const [i, bound] of bounds.entries())
        if (seconds <= bound) series.buckets[i] = (series.buckets[i] ?? 0) + 1
    },
    gauge: (name, help, read) => {
      gauges.push({ name, help, read })
    },
    render: () =>
      [
        '# HELP http_request_duration_seconds Time to answer, by route and status.',
        '# TYPE http_request_duration_seconds histogram',
        ...[...requests].flatMap(([labels, series]) => renderSeries(labels, series)),
        ...gauges.flatMap(({ name, help, read }) => [
          `# HELP ${name} ${help}`,
          `# TYPE ${name} gauge`,
          `${name} ${read()}`,
        ]),
        '',
      ].join('\n'),
  }
}
