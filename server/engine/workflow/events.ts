import type { Resource } from '#model/language/resources.ts'
import { runEffects } from './effects.ts'
import { parseCondition } from '#model/language/predicate.ts'
import { openCompile } from '../compile.ts'
import { recompute } from '../rules/recompute.ts'
import { answersOf } from '../record/rows.ts'
import type { Work } from '../work.ts'

/** Runs the effects that follow a person's change of certain fields. */
export const runUpdateEvents = async (
  work: Work,
  resource: Resource,
  id: string,
  changed: ReadonlySet<string>,
): Promise<void> => {
  for (const event of resource.entity.events?.update ?? []) {
    if (!event.of.some((field) => changed.has(field))) continue
    await recompute(work)
    if (event.when !== undefined) {
      const { when } = await answersOf(work, openCompile(work), resource.name, id, {
        when: { test: parseCondition(event.when) },
      })
      if (when !== true) continue
    }
    await runEffects(work, { resource: resource.name, id }, event.effects)
  }
}
