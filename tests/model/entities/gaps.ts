/** What an entity leaves out or does differently from the catalogue, each with its reason. */
export type Gaps = {
  /** Fields that arrive with an entity that is not built yet, or with a part of the language to come. */
  readonly fields?: Readonly<Record<string, string>>
  /** Deliberate differences, in the words of the test. */
  readonly differences?: readonly string[]
  /** Steps that another entity's effects need. */
  readonly steps?: readonly (readonly [from: string, to: string])[]
}

export const gaps: Readonly<Record<string, Gaps>> = {
  employees: { fields: { nda_signed: 'arrives with nda_agreements' } },
  orders: {
    // Data after release change only through a step of the head.
    steps: [
      ['released', 'released'],
      ['in_production', 'in_production'],
      ['ready', 'ready'],
    ],
  },
  // HR moves the day, with a reason, when a holiday leaves fewer than five working days.
  appraisal_cycles: { differences: ['final_due lacks auto'] },
  collaboration_requests: {
    // The head names who is responsible, and the supporting side confirms, each with a step of its own.
    steps: [
      ['assigned', 'assigned'],
      ['delivered', 'delivered'],
    ],
  },
  projects: { fields: { actual_cost: 'arrives with project_tasks and project_status_reports' } },
  channel_partners: {
    fields: { last_evaluated_on: 'arrives with channel_evaluations' },
    // Finance is asked to waive what a partner still owes with a step of its own.
    steps: [['active', 'active']],
  },
  approvals: {
    // A target that is returned or changed voids the reviews of its round, decided ones too.
    steps: [
      ['approved', 'void'],
      ['approved_with_conditions', 'void'],
      ['returned', 'void'],
      ['rejected', 'void'],
    ],
  },
}
