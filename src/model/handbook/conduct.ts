import type { Label } from '../language/definition.ts'

/** Text of the conduct clauses, in own words: what cannot be computed is read and acknowledged. */
export const conduct: Readonly<Record<string, Label>> = {
  'P0 §1.1': {
    zh: '本制度为业务活动建立清楚的秩序，提高效率，保护公司、客户与员工的权益。',
    en: 'The policy gives business a clear order, makes it efficient and protects the rights of company, customers and staff.',
  },
  'P0 §1.2': {
    zh: '适用于市场、销售、客服、项目与研发各业务环节的全体员工。',
    en: 'It holds for all staff in marketing, sales, service, projects and development.',
  },
  'P0 §1.3': {
    zh: '依法合规、以客户为中心、团队协作、高效创新、风险可控，是处理业务的五项原则。',
    en: 'Five principles guide business: compliance, the customer first, teamwork, efficiency with innovation, and risk under control.',
  },
  'P0 §3': {
    zh: '员工须遵守职业道德，勤勉工作，及时沟通，持续学习。',
    en: 'Staff act ethically, work with diligence, answer in time and keep learning.',
  },
  'P0 §3.1': {
    zh: '诚实守信，不泄露客户资料、价格、成本与配方等商业秘密，不索取或收受任何形式的贿赂与回扣。',
    en: 'Be honest; do not disclose customer data, prices, costs, formulas or other secrets; neither ask for nor accept bribes or kickbacks.',
  },
  'P0 §3.2': {
    zh: '对工作负责，积极主动，按时按质完成任务，不推诿、不拖延。',
    en: 'Take responsibility, act on your own initiative, finish work on time and to standard, without excuses or delay.',
  },
  'P0 §3.3': {
    zh: '与同事、客户保持礼貌有效的沟通，及时答复，主动配合跨部门工作。',
    en: 'Communicate politely and effectively with colleagues and customers, answer in time and support other departments.',
  },
  'P0 §3.4': {
    zh: '主动学习业务知识，提出改进流程、产品与服务的建议。',
    en: 'Learn the business and suggest improvements of processes, products and services.',
  },
  'P1 §1': {
    zh: '商务部是公司业务运转的枢纽，本制度说明其工作流程与管理要求。',
    en: 'The commerce department is the hub of business; this policy sets out its workflow and rules.',
  },
  'P1 §3.1': {
    zh: '按时上下班并如实打卡，离岗前办理请假。',
    en: 'Come and leave on time, punch truthfully and ask for leave before being away.',
  },
  'P1 §3.2.3': {
    zh: '准时参会，会前请假；会议期间保持安静，发言先示意，围绕议题。',
    en: 'Be on time, excuse yourself beforehand; stay quiet, ask to speak and keep to the subject.',
  },
  'P1 §3.3.4': {
    zh: '借阅的文件妥善保管、按期归还，不得涂改、复制或转借。',
    en: 'Keep borrowed documents safe and return them on time; do not alter, copy or pass them on.',
  },
  'P1 §3.4': {
    zh: '人人负有保密义务，在职与离职后均不得泄露公司秘密。',
    en: 'Everybody keeps the secrets of the company, during and after employment.',
  },
  'P1 §3.4.2': {
    zh: '涉密办公区域未经许可不得进入；妥善保管账号与密码；对外提供涉密资料前先签保密协议。',
    en: 'Enter confidential areas only with permission, guard your account and password, and have an NDA signed before confidential material leaves the company.',
  },
  'P2 §1': {
    zh: '各业务场景统一要求，使做事有据、过程可查、结果可评。',
    en: 'One standard for all scenarios, so that work has a basis, can be traced and its results be judged.',
  },
  'P2 §1.1': {
    zh: '规范销售、项目、服务与研发场景的做法，提高质量与效率。',
    en: 'Set out how sales, projects, service and development are done, for better quality and efficiency.',
  },
  'P2 §1.2': {
    zh: '适用于销售、项目、客户服务与研发的全部业务场景。',
    en: 'Covers every scenario of sales, projects, customer service and development.',
  },
  'P2 §1.3.1': {
    zh: '业务活动遵守法律法规与公司制度。',
    en: 'Business keeps to the law and to the policies of the company.',
  },
  'P2 §1.3.2': {
    zh: '简化环节，按时办结，不让客户与同事久等。',
    en: 'Keep steps simple and finish in time: neither customers nor colleagues wait without need.',
  },
  'P2 §1.3.4': {
    zh: '部门之间信息互通、相互支持，以公司整体利益为先。',
    en: 'Departments share information, support each other and put the whole company first.',
  },
  'P2 §3.2': {
    zh: '业务人员按流程工作、反馈信息、参加培训并保守秘密。',
    en: 'Staff follow the process, report what they learn, attend training and keep secrets.',
  },
  'P2 §3.2.1': {
    zh: '按规定流程办理业务，不擅自省略步骤。',
    en: 'Handle business by the process and leave out no step on your own authority.',
  },
  'P2 §3.2.4': {
    zh: '遵守规章制度，保守公司与客户的秘密。',
    en: 'Keep to the rules and guard the secrets of company and customers.',
  },
  'P2 §4.1': {
    zh: '根据事项选择会议、即时通讯或邮件，表达清楚、留有记录。',
    en: 'Choose meeting, messenger or e-mail to suit the matter; be clear and leave a record.',
  },
  'P2 §4.1.2': {
    zh: '使用即时通讯时用语礼貌、及时回复，不传递涉密内容。',
    en: 'In messengers be polite, answer soon and send nothing confidential.',
  },
  'P2 §4.1.3': {
    zh: '邮件主题明确、附件命名规范，及时回复。',
    en: 'E-mails have a clear subject and named attachments and are answered in time.',
  },
  'P3 §1.1': {
    zh: '规范工厂业务员的行为与流程，提升业绩与服务。',
    en: 'Set the conduct and processes of factory salespersons for better results and service.',
  },
  'P3 §1.2': {
    zh: '适用于工厂全体业务员。',
    en: 'It holds for all salespersons of the factory.',
  },
  'P3 §1.3': {
    zh: '守法诚信、客户至上、团队合作、公平竞争、持续学习。',
    en: 'Law and honesty, the customer first, teamwork, fair competition, learning.',
  },
  'P3 §1.3.1': {
    zh: '遵守法律法规，对客户与公司诚实，不作虚假承诺。',
    en: 'Keep the law, be honest with customers and company, promise nothing false.',
  },
  'P3 §1.3.2': {
    zh: '以客户需求为出发点，提供及时、专业的服务。',
    en: 'Start from the needs of the customer and serve promptly and expertly.',
  },
  'P3 §1.3.3': {
    zh: '与同事分工协作，共同完成目标。',
    en: 'Share the work with colleagues and reach goals together.',
  },
  'P3 §1.3.4': {
    zh: '以产品与服务取胜，不采用不正当手段。',
    en: 'Win by product and service, never by unfair means.',
  },
  'P3 §1.3.5': {
    zh: '不断学习产品、市场与销售知识。',
    en: 'Keep learning about products, markets and selling.',
  },
  'P3 §4': {
    zh: '业务员代表公司形象，应严守纪律、操守、协作与礼仪。',
    en: 'Salespersons stand for the company: they keep discipline, integrity, teamwork and manners.',
  },
  'P3 §4.1.1': {
    zh: '遵守上下班时间，外出办事如实报备。',
    en: 'Keep working hours and report outside work truthfully.',
  },
  'P3 §4.1.3': {
    zh: '工作时间不从事与工作无关的活动。',
    en: 'Do nothing unrelated to work in working time.',
  },
  'P3 §4.2.1': {
    zh: '如实介绍产品与能力，保守客户与公司的秘密。',
    en: 'Describe products and abilities truthfully and keep the secrets of customers and company.',
  },
  'P3 §4.2.2': {
    zh: '不行贿、不受贿，不利用职务谋取私利。',
    en: 'Give and take no bribes; do not use the post for private gain.',
  },
  'P3 §4.2.3': {
    zh: '不诋毁竞争对手，不以不正当方式获取信息。',
    en: 'Do not slander competitors nor gather information by unfair means.',
  },
  'P3 §4.3.1': {
    zh: '主动配合生产、技术、财务等部门的工作。',
    en: 'Support production, technology, finance and other departments.',
  },
  'P3 §4.3.2': {
    zh: '尊重同事，出现问题先解决，不相互推诿。',
    en: 'Respect colleagues; solve a problem first and do not shift the blame.',
  },
  'P3 §4.3.3': {
    zh: '分享经验与信息，帮助新同事成长。',
    en: 'Share experience and information and help new colleagues grow.',
  },
  'P3 §4.4.1': {
    zh: '与客户交流使用文明、礼貌的语言。',
    en: 'Speak politely with customers.',
  },
  'P3 §4.4.2': {
    zh: '着装整洁，举止大方得体。',
    en: 'Dress neatly and behave with dignity.',
  },
  'P3 §4.4.3': {
    zh: '了解并尊重不同地区与文化的礼仪。',
    en: 'Know and respect the etiquette of regions and cultures.',
  },
}
