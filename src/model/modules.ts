import type { Module } from './language/definition.ts'

const module = (key: string, zh: string, en: string): Module => ({ key, label: { zh, en } })

/** The modules of the catalogue, in the order of the menu. */
export const modules: readonly Module[] = [
  module('market', '市场', 'Market'),
  module('channels', '渠道', 'Channels'),
  module('customers', '客户与销售', 'Customers and sales'),
  module('contracts', '合同与订单', 'Contracts and orders'),
  module('production', '生产与物流', 'Production and logistics'),
  module('receivables', '应收与回款', 'Receivables and collection'),
  module('service', '客户服务', 'Customer service'),
  module('projects', '项目管理', 'Projects'),
  module('development', '研发', 'Research and development'),
  module('risk', '风险管理', 'Risk management'),
  module('people', '目标、考核与奖惩', 'Goals, appraisal, rewards'),
  module('training', '培训与发展', 'Training and development'),
  module('attendance', '考勤', 'Attendance'),
  module('meetings', '会议与行动', 'Meetings and actions'),
  module('documents', '文档与保密', 'Documents and secrecy'),
  module('collaboration', '跨部门协作', 'Collaboration'),
  module('data', '数据治理与分析', 'Data governance and analysis'),
  module('foundation', '基础资料', 'Foundation'),
  module('platform', '平台记录', 'Platform records'),
]
