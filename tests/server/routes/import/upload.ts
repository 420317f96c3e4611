/** Recipe for a file of customers with their names and regions. */
export const customersRecipe = {
  sources: { customers: {} },
  emit: [
    { entity: 'customers', from: 'customers', key: ['name'], values: { name: '=name', region: '=region' } },
  ],
} // prettier-ignore

/** The form of an upload: one file of text, and the parts beside it as JSON. */
export const uploadOf = (
  body: string | Uint8Array<ArrayBuffer>,
  parts: Readonly<Record<string, unknown>> = {},
  name = 'customers.csv',
): FormData => {
  const form = new FormData()
  form.append('files', new File([body], name))
  for (const [part, value] of Object.entries(parts)) form.set(part, JSON.stringify(value))
  return form
}
