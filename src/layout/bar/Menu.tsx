import ExpandMore from '@mui/icons-material/ExpandMore'
import { useStore } from 'ra-core'
import { NavLink } from 'react-router-dom'
import type { Entity } from '#model/language/definition.ts'
import { mayDo } from '../../data/auth-provider.ts'
import { useLabel, useText } from '../../i18n/use-text.ts'
import { useConsole } from '../../views/console.ts'
import { type MenuGroup, menuGroups } from './menu.ts'
import { useBadges } from '../home/waiting.ts'

type Badges = ReadonlyMap<string, number>

const Badge = ({ count }: { readonly count: number }) => {
  const text = useText()
  if (count === 0) return null
  return (
    <span className="badge" title={text('nav.waiting', { count })}>
      {count}
      <span className="hidden">{text('nav.waiting', { count })}</span>
    </span>
  )
}

const EntityLink = (props: { readonly entity: Entity; readonly badges: Badges; readonly second?: boolean }) => {
  const label = useLabel()
  return (
    <NavLink to={`/${props.entity.name}`} className={props.second ? 'nav-link second' : 'nav-link'}>
      <span>{label(props.entity.label)}</span>
      <Badge count={props.badges.get(props.entity.name) ?? 0} />
    </NavLink>
  )
} // prettier-ignore

const More = ({ group, badges }: { readonly group: MenuGroup; readonly badges: Badges }) => {
  const text = useText()
  const [open, setOpen] = useStore(`menu.${group.module.key}.more`, group.core.length === 0)
  if (group.more.length === 0) return null
  return (
    <>
      {open && group.more.map((each) => <EntityLink key={each.name} entity={each} badges={badges} second={group.core.length > 0} />)}
      {group.core.length > 0 && (
        <button type="button" className="plain nav-link nav-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? text('nav.less') : text('nav.more', { count: group.more.length })}
        </button>
      )}
    </>
  )
} // prettier-ignore

const Group = ({ group, badges }: { readonly group: MenuGroup; readonly badges: Badges }) => {
  const label = useLabel()
  const [open, setOpen] = useStore(`menu.${group.module.key}`, true)
  return (
    <li className="nav-group">
      <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label(group.module.label)}
        <ExpandMore aria-hidden />
      </button>
      {open && group.core.map((each) => <EntityLink key={each.name} entity={each} badges={badges} />)}
      {open && <More group={group} badges={badges} />}
    </li>
  )
} // prettier-ignore

/** The modules of the model as a menu; `administers` adds the pages of the administrator. */
export const Menu = ({ company, product }: { readonly company: string; readonly product: string }) => {
  const text = useText()
  const { index, viewer } = useConsole()
  const badges = useBadges()
  const waiting = [...badges.values()].reduce((sum, count) => sum + count, 0)
  const administers = viewer.account !== null && index.model.roles.some((role) => role.administers && viewer.roles.includes(role.key))
  const imports = viewer.account !== null && index.model.entities.some(({ name }) => mayDo(index, viewer, 'create', name))
  return (
    <>
      <NavLink to="/" className="brand">
        {company} <small>{product}</small>
      </NavLink>
      <ul>
        <li>
          <NavLink to="/" end className="nav-link">
            {text('nav.home')}
            <Badge count={waiting} />
          </NavLink>
        </li>
        {index.model.dashboards.length > 0 && (
          <li>
            <NavLink to="/dashboards" className="nav-link">
              {text('nav.dashboards')}
            </NavLink>
          </li>
        )}
        <li>
          <NavLink to="/handbook" className="nav-link">
            {text('handbook.title')}
          </NavLink>
        </li>
        {menuGroups(index).map((group) => (
          <Group key={group.module.key} group={group} badges={badges} />
        ))}
        {(imports || administers) && (
          <li className="nav-group">
            <NavLink to="/import" className="nav-link">
              {text('nav.import')}
            </NavLink>
            {administers && (
              <NavLink to="/users" className="nav-link">
                {text('nav.users')}
              </NavLink>
            )}
          </li>
        )}
      </ul>
    </>
  )
} // prettier-ignore
