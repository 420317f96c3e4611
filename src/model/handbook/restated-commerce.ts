import type { Label } from '../language/definition.ts'

const t = (zh: string, en: string): Label => ({ zh, en })

/** What the clauses of P1 beyond the order-to-cash chain ask for, in own words. */
export const restatedCommerce: Readonly<Record<string, Label>> = {
  'P1 §2.1.1': t('每天跟踪行业动态，定期编发简报给本部门与领导；参加行业会议与展会，会后分享收获。', 'Track the industry every day and issue a regular digest to the department and the leaders; attend industry events and share what was learned.'),
  'P1 §2.1.2': t('按计划调研市场需求：目的、内容、方法、时间与负责人写明，报告注明来源与数据日期。', 'Research demand by plan: aim, content, methods, dates and people are set down; a report states its sources and the date of its data.'),
  'P1 §2.1.3': t('对主要竞争对手分析产品、价格、渠道与促销，定期更新，写明优势、劣势与建议。', 'Analyse the main competitors by product, price, channel and promotion, keep it current, and state strengths, weaknesses and suggestions.'),
  'P1 §2.2.1': t('按规模、增长、竞争、契合度与潜力评估细分市场，依据调研选定目标市场。', 'Judge segments by size, growth, competition, fit and potential; choose target markets on the ground of research.'),
  'P1 §2.2.2': t('为选定的细分市场描绘客户：基本情况、需求、决策过程与购买偏好。', 'Describe the customers of a chosen segment: profile, needs, decision process and preferences in buying.'),
  'P1 §2.3.1': t('营销方案涵盖产品、价格、渠道与促销，各环节有责任人与时间节点。', 'A marketing plan covers product, price, channel and promotion; each step has a responsible person and a date.'),
  'P1 §2.3.2': t('制定品牌方案，开展品牌传播，跟踪知名度与美誉度。', 'Plan and run the communication of the brand, and follow how well it is known and regarded.'),
  'P1 §2.3.3': t('促销先准备后执行，结束后评估效果、总结经验、核算实际费用与投入产出。', 'Promotions are prepared, run and evaluated: effect, lessons, actual cost and return.'),
  'P1 §2.4.1': t('物色、考察并签约渠道伙伴，由潜在发展为合作。', 'Find, examine and sign channel partners, from prospect to active.'),
  'P1 §2.4.2': t('定期按销售、市场覆盖与客户反馈评估渠道并分级；提供支持，及时处理纠纷。', 'Evaluate channels regularly by sales, coverage and customer feedback, and classify them; support them and settle disputes in time.'),
  'P1 §3.1.1': t('按公司作息时间上班；请假须事先申请并获批准，未经批准离岗按旷工处理。', 'Keep the working hours; leave is requested and approved before it begins, leaving without approval counts as absence.'),
  'P1 §3.1.2': t('每人每天上下班打卡；部门负责人监督，人力资源核对。', 'Everybody punches in and out each day; the head supervises and human resources checks.'),
  'P1 §3.1.3': t('迟到早退在规定分钟数以内的每次扣款；超过的按旷工半天并扣当日工资的一定比例；每月达到规定次数的另予警告。', "Late or early within the set minutes is a deduction for each case; beyond them it is half a day of absence and a share of the day's wage; a set number of cases in a month brings a warning too."),
  'P1 §3.2.1': t('部门每周开一次例会，由负责人主持；与会者会前提交上周总结与本周计划。', 'Each department meets once a week with its head in the chair; everybody files the summary of last week and the plan of this one before it.'),
  'P1 §3.2.2': t('项目会议写明项目与参会部门，会后明确分工。', 'A project meeting names the project and the departments concerned and ends with assigned duties.'),
  'P1 §3.3.1': t('文件分内部（通知、报告、计划、总结）与外部（合同、协议、函件、证照），按类别、年份、流水统一编号。', 'Documents are internal (notice, report, plan, summary) or external (contract, agreement, letter, certificate), each with a unique number by class, year and sequence.'),
  'P1 §3.3.2': t('文件由起草人起草，负责人审核，签批后发布，不得跳过环节；外来文件登记后归档。', 'Documents are drafted, reviewed by the head, signed off and issued, with no step left out; incoming ones are registered and archived.'),
  'P1 §3.3.3': t('已发布的文件按类别编号及时归档；重要文件备份并定期检查可读。', 'Issued documents are archived in time by class and number; important ones are backed up and checked to be readable.'),
  'P1 §3.4.3': t('员工入职签订保密协议；泄密造成损失的追究责任；定期开展保密培训。', 'Everybody signs a non-disclosure agreement on joining; a leak that does damage has consequences; secrecy is trained regularly.'),
  'P1 §3.5.1': t('考核指标涵盖业绩、态度与协作等方面，各项权重合计为 100。', 'The indicators cover results, attitude, teamwork and more; their weights add up to 100.'),
  'P1 §3.5.4': t('考核优秀的可晋升、加薪、发奖金；不合格的警告、降职或调岗；需要提升的安排培训与发展计划。', 'Excellent results lead to promotion, a raise or a bonus; failed ones to a warning, demotion or transfer; who has to improve gets training and a development plan.'),
  'P1 §4': t('原文只有标题，正文缺失。', 'The source has only this heading; its text is missing.'),
} // prettier-ignore
