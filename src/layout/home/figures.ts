import type { Card, Dashboard } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'
import type { Viewer } from '../../data/wire.ts'

/** A figure of a board that stands on the home page too. */
export type HomeFigure = { readonly dashboard: Dashboard; readonly card: Card }

/** More would be a board, and boards have a page of their own. */
const most = 6

/** The figures that the model gives the viewer's roles for the home page, in the order of the boards. */
export const homeFigures = (index: ModelIndex, { roles }: Pick<Viewer, 'roles'>): readonly HomeFigure[] =>
  index.model.dashboards
    .flatMap((dashboard) =>
      dashboard.cards
        .filter(({ home }) => home?.some((role) => roles.includes(role)))
        .map((card) => ({ dashboard, card })),
    )
    .slice(0, most) // prettier-ignore
