import type { Entity, Module } from '#model/language/definition.ts'
import type { ModelIndex } from '#model/language/resources.ts'

/** One module of the menu: core entities at once, the others behind "more". */
export type MenuGroup = {
  readonly module: Module
  readonly core: readonly Entity[]
  readonly more: readonly Entity[]
}

/** Sorts the entities that the viewer may see into the modules; a module without any is left out. */
export const menuGroups = (index: ModelIndex): readonly MenuGroup[] =>
  index.model.modules
    .map((module) => {
      const own = index.model.entities.filter((entity) => entity.module === module.key)
      return {
        module,
        core: own.filter(({ tier }) => tier === 'core'),
        more: own.filter(({ tier }) => tier !== 'core'),
      }
    })
    .filter(({ core, more }) => core.length + more.length > 0)
