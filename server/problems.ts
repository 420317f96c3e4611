import type { Label } from '#model/language/definition.ts'

type ProblemDefinition = { readonly status: number; readonly message: Label }

const define = (status: number, zh: string, en: string): ProblemDefinition => ({
  status,
  message: { zh, en },
})

/** Every problem that may cross HTTP: its code, status and the sentence used when none is given. */
export const problems = {
  bad_query: define(400, '查询参数有误', 'The query is not understood'),
  bad_request: define(400, '请求内容有误', 'The request is not understood'),
  not_signed_in: define(401, '请先登录', 'Please sign in'),
  wrong_credentials: define(401, '用户名或密码不正确', 'The name or the password is wrong'),
  forbidden: define(403, '没有权限', 'You may not do this'),
  cross_site: define(403, '拒绝来自其他网站的请求', 'A request from another site is refused'),
  not_found: define(404, '找不到该记录', 'Not found'),
  method_not_allowed: define(405, '此地址不支持该方法', 'This address does not know the method'),
  stale_version: define(
    409,
    '记录已被他人修改，请核对后再保存',
    'Somebody changed the record meanwhile',
  ),
  refused_transition: define(409, '当前不能执行该步骤', 'The step may not be taken now'),
  conflict: define(409, '与已有内容冲突', 'The request conflicts with what exists'),
  too_large: define(413, '内容过大', 'The content is too large'),
  unsupported_type: define(415, '不支持的内容类型', 'The content type is not supported'),
  invalid: define(422, '填写的内容有误，请检查标出的字段', 'Please check the marked fields'),
  version_required: define(
    428,
    '缺少记录版本：请先读取最新记录，再附上其版本',
    'The version that the change is based on is missing: read the record and send its version',
  ),
  slow_down: define(429, '请求过于频繁，请稍后再试', 'Too many attempts, please wait'),
  internal: define(500, '服务器内部错误', 'The server failed'),
  not_ready: define(503, '服务尚未就绪，请稍后再试', 'The service is not ready, please try again'),
  disk_full: define(
    507,
    '数据库所在磁盘已满，未保存任何内容；请腾出空间后重试',
    'The disk of the database is full: nothing was saved. Make room and try again',
  ),
  too_slow: define(503, '查询耗时过长，请缩小范围', 'The query took too long, please narrow it'),
} as const satisfies Readonly<Record<string, ProblemDefinition>>

export type ProblemCode = keyof typeof problems

/** Body of every answer that is not a success; `errors` maps a field's dot path to its sentence. */
export type ProblemBody = {
  readonly code: ProblemCode
  readonly message: string
  readonly errors?: Readonly<Record<string, string>>
  readonly [detail: string]: unknown
}

export type ProblemOptions = {
  readonly message?: Label
  readonly errors?: Readonly<Record<string, Label>>
  /** Further members of the body, such as `current` of a stale version or `trace` of a refused step. */
  readonly details?: Readonly<Record<string, unknown>>
  /** What went wrong below; logged, never sent. */
  readonly cause?: unknown
}

/**
 * Anything that a caller did or met that is answered with a coded body.
 *
 * @example throw new Problem('invalid', { errors: { amount: { zh: '不能小于 0.01', en: 'must be at least 0.01' } } })
 */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly label: Label
  readonly errors: Readonly<Record<string, Label>> | undefined
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    const label = options.message ?? problems[code].message
    super(
      `${code}: ${label.en}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    )
    this.name = 'Problem'
    this.code = code
    this.status = problems[code].status
    this.label = label
    this.errors = options.errors
    this.details = options.details
  }

  /** Writes the body in the caller's language; labels inside `details` are left as they are. */
  toBody(locale: keyof Label): ProblemBody {
    const errors =
      this.errors &&
      Object.fromEntries(Object.entries(this.errors).map(([path, label]) => [path, label[locale]]))
    return {
      ...this.details,
      code: this.code,
      message: this.label[locale],
      ...(errors && { errors }),
    }
  }
}
