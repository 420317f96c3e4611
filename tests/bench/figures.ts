/** One measured figure beside its target; `better` says on which side of it is good. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly target: number
  readonly better: 'less' | 'more'
}

const isReached = ({ value, target, better }: Figure): boolean =>
  better === 'less' ? value <= target : value >= target

const rounded = (value: number): string => String(Math.round(value * 1000) / 1000)

/** Writes one line a figure: name, value, unit, target, `ok` or `short`. */
export const printFigure = (figure: Figure): void => {
  const verdict = isReached(figure) ? 'ok' : 'short'
  process.stdout.write(
    `${figure.name} ${rounded(figure.value)} ${figure.unit} ${figure.target} ${verdict}\n`,
  )
}
