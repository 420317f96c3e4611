/** Sends every method whose first argument is a resource to the provider of that resource. */
export const dispatched = <T extends object>(
  methods: readonly (keyof T & string)[],
  of: (resource: string) => T,
): T =>
  Object.fromEntries(
    methods.map((name) => [
      name,
      (resource: string, ...rest: unknown[]): unknown => {
        const provider = of(resource)
        const method: unknown = provider[name]
        return typeof method === 'function'
          ? Reflect.apply(method, provider, [resource, ...rest])
          : undefined
      },
    ]),
  ) as T // every method asked for

/** Methods of a stock provider. */
export const recordMethods = ['getList', 'getOne', 'getMany', 'getManyReference', 'create', 'update', 'updateMany', 'delete', 'deleteMany'] as const // prettier-ignore
/** Methods of the console's provider that are about one resource. */
export const resourceMethods = [...recordMethods, 'aggregate', 'transition', 'bulk', 'restore', 'steps', 'history', 'comments', 'addComment', 'files', 'upload', 'reveal', 'exportUrl'] as const // prettier-ignore
