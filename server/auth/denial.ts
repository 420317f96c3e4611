import { Problem, type ProblemOptions } from '../problems.ts'

const denials = new WeakSet<Problem>()

/** Refuses by right, outside the service; the refusal is noted in the access log when it is answered. */
export const forbidden = (options: ProblemOptions = {}): Problem => {
  const problem = new Problem('forbidden', options)
  denials.add(problem)
  return problem
}

/** Whether a problem is a refusal that nobody has noted yet; the service notes its own. */
export const isUnnoted = (problem: Problem): boolean => denials.has(problem)
