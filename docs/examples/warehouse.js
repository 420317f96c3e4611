/** The warehouse: resources below sections, filters as `price=ge:100`, lists as `{ total, rows }`. */
const paths = { products: 'catalogue/products', orders: 'sales/orders' }
const words = { $gte: 'ge', $gt: 'gt', $lte: 'le', $lt: 'lt', $ne: 'ne', $contains: 'has' }

/** @type {import('../../src/data/plain/providers/provider-file.ts').ProviderFile} */
export default ({ url, http, cannot }) => {
  const at = (resource) => `${url}/${paths[resource] ?? resource}`
  const one = (resource, id) => `${at(resource)}/${encodeURIComponent(id)}`
  const send = async (method, address, data) => {
    const { json } = await http(address, { method, body: JSON.stringify(data) })
    return { data: json }
  }
  const terms = ([field, value]) => {
    if (/^\$|\.|^q$/.test(field)) throw cannot(`a filter by ${field}`)
    if (Array.isArray(value)) return [[field, `in:${value.join('|')}`]]
    if (typeof value !== 'object' || value === null) return [[field, `eq:${value ?? ''}`]]
    return Object.entries(value).map(([operator, than]) => {
      if (!words[operator]) throw cannot(`the operator ${operator}`)
      return [field, `${words[operator]}:${than}`]
    })
  }
  const getList = async (resource, { filter, sort, pagination: { page, perPage } }) => {
    if (sort.field.includes('.')) throw cannot(`an order by ${sort.field}`)
    const order = `${sort.order === 'DESC' ? '-' : ''}${sort.field}`
    const asked = { page, size: perPage, sort: order }
    const query = new URLSearchParams([...Object.entries(asked), ...Object.entries(filter).flatMap(terms)]) // prettier-ignore
    const { json } = await http(`${at(resource)}?${query}`)
    return { data: json.rows, total: json.total }
  }
  return {
    getList,
    getOne: (resource, { id }) => send('GET', one(resource, id)),
    create: (resource, { data }) => send('POST', at(resource), data),
    update: (resource, { id, data }) => send('PATCH', one(resource, id), data),
    delete: (resource, { id }) => send('DELETE', one(resource, id)),
  }
}
