/** Families of posts: the same for positions and for the schemes that appraise them. */
export const families = {
  commerce: { zh: '商务', en: 'Commerce' },
  sales: { zh: '工厂业务员', en: 'Factory sales' },
  marketing: { zh: '市场', en: 'Marketing' },
  service: { zh: '客服', en: 'Customer service' },
  project: { zh: '项目', en: 'Projects' },
  rd: { zh: '研发', en: 'Research and development' },
  operations: { zh: '生产物流', en: 'Production and logistics' },
  support: { zh: '职能', en: 'Support' },
} as const
