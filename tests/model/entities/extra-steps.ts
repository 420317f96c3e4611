/** Steps that an entity has beyond the catalogue, each with its reason. */
export const extraSteps: Readonly<
  Record<string, readonly (readonly [from: string, to: string])[]>
> = {
  // Data after release change only through a step of the head.
  orders: [
    ['released', 'released'],
    ['in_production', 'in_production'],
    ['ready', 'ready'],
  ],
  // The head names who is responsible, and the supporting side confirms, each with a step of its own.
  collaboration_requests: [
    ['assigned', 'assigned'],
    ['delivered', 'delivered'],
  ],
  // Finance is asked to waive what a partner still owes with a step of its own.
  channel_partners: [['active', 'active']],
  // A target that is returned or changed voids the reviews of its round, decided ones too.
  approvals: [
    ['approved', 'void'],
    ['approved_with_conditions', 'void'],
    ['returned', 'void'],
    ['rejected', 'void'],
  ],
}
