import { accountRoutes } from './accounts.ts'
import { aggregateRoutes } from './aggregate.ts'
import { bulkRoutes } from './bulk.ts'
import type { Route } from './call.ts'
import { commentRoutes } from './comments.ts'
import { eventRoutes } from './events.ts'
import { exportRoutes } from './export.ts'
import { fileRoutes } from './files.ts'
import { keptImportRoutes } from './import/kept.ts'
import { importRecipeRoutes } from './import/recipes.ts'
import { importRoutes } from './import/run.ts'
import { metaRoutes } from './meta.ts'
import { modelRoutes } from './model.ts'
import { printRoutes } from './print.ts'
import { recordRoutes } from './records.ts'
import { sandboxRoutes } from './sandbox.ts'
import { sessionRoutes } from './session.ts'
import { tokenRoutes } from './tokens.ts'
import { viewRoutes } from './views.ts'

/**
 * Every route of the API, in order of matching: addresses of their own before those that name a resource.
 *
 * A new module of routes is added above `aggregateRoutes`; a route without a case in the walk test fails it.
 */
export const routeTable: readonly Route[] = [
  ...metaRoutes,
  ...sessionRoutes,
  ...accountRoutes,
  ...tokenRoutes,
  ...viewRoutes,
  ...modelRoutes,
  ...eventRoutes,
  ...fileRoutes,
  ...importRoutes,
  ...importRecipeRoutes,
  ...keptImportRoutes,
  ...aggregateRoutes,
  ...exportRoutes,
  ...bulkRoutes,
  ...commentRoutes,
  ...printRoutes,
  ...recordRoutes,
]

/** The routes of a demonstration: those of every application, and the controls of its sandbox. */
export const demoRouteTable: readonly Route[] = [...sandboxRoutes, ...routeTable]
