const [width, height, pad] = [88, 24, 2]

/** The last months of a figure as a line without axes; the figure beside it says the value. */
export const Sparkline = ({ values }: { readonly values: readonly (number | null)[] }) => {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const x = (i: number) => pad + (i * (width - 2 * pad)) / (values.length - 1)
  const y = (value: number) => height - pad - ((value - low) / (high - low || 1)) * (height - 2 * pad) // prettier-ignore
  const points = values.flatMap((value, i) => value === null ? [] : [`${x(i).toFixed(1)} ${y(value).toFixed(1)}`]) // prettier-ignore
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden>
      <path d={`M${points.join('L')}`} />
    </svg>
  )
} // prettier-ignore
