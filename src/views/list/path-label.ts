import { resolvePath } from '#model/language/resources.ts'
import { useLabel } from '../../i18n/use-text.ts'
import { useConsole } from '../console.ts'

/** Names a path by its field, after the record it belongs to: `客户 · 区域`. */
export const usePathLabel = (resource: string): ((path: string) => string) => {
  const { index } = useConsole()
  const label = useLabel()
  return (path) => {
    const at = resolvePath(index, resource, path)
    if (!at) return path
    const own = label(at.field.label)
    const last = at.hops.at(-1)
    const before = last && path.split('.').slice(0, -1).join('.')
    const hop = before && resolvePath(index, resource, `${before}_id`)
    return hop ? `${label(hop.field.label)} · ${own}` : own
  }
}
