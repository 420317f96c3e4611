import type { FieldKind, ValueProps } from '../kind.ts'
import { lazyFilter, lazyInput } from '../lazy.ts'

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address)

const Value = ({ value }: ValueProps) => {
  const address = String(value)
  // Anything but http(s) stays text: `javascript:` must never become a link.
  if (!isWeb(address)) return <span className="clip">{address}</span>
  return (
    <a className="clip" href={address} target="_blank" rel="noreferrer">
      {address.replace(/^https?:\/\//i, '')}
    </a>
  )
}

/** An address on the web. */
export const url: FieldKind = {
  Column: Value,
  Field: Value,
  Input: lazyInput('text'),
  Filter: lazyFilter('text'),
}
