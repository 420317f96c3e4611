import { suggestionLabel } from '#model/language/nearest.ts'
import { indexModel } from '#model/language/resources.ts'
import { ConfigError, type ConfigFault, type NamedResource } from './config.ts'
import { loadWholeModel } from './whole-model.ts'

/** Says of each name in the configuration that no resource has it, and which one is near. */
export const unknownFaults = (
  named: readonly NamedResource[],
  known: ReadonlySet<string>,
): readonly ConfigFault[] =>
  named.flatMap(({ at, resource }) => {
    if (known.has(resource)) return []
    const near = suggestionLabel(resource, known)
    return {
      at,
      zh: `没有名为“${resource}”的资源${near.zh}`,
      en: `there is no resource "${resource}"${near.en}`,
    }
  })

/**
 * Refuses a configuration that names what is in no model: names that the viewer's model lacks are looked for in the
 * whole one, which is asked for only then.
 *
 * Errors: `ConfigError`. Where no build has written the whole model, nothing can be told.
 */
export const requireKnown = async (named: readonly NamedResource[]): Promise<void> => {
  const model = await loadWholeModel().catch(() => null)
  if (!model) return
  const faults = unknownFaults(named, new Set(indexModel(model).resources.keys()))
  if (faults.length > 0) throw new ConfigError(faults)
}
