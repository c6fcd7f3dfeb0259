/**
 * The order in which processes end: whoever starts trades first, whoever finishes them last, so that nothing is
 * begun that nobody is left to finish.
 */
const stageOf = (agent: string): number => {
  if (agent === 'alert-router' || agent === 'auditor' || agent === 'recorder') return 3;
  if (agent === 'executor') return 2;
  return agent === 'risk-guardian' || agent === 'capital-allocator' ? 1 : 0;
};

/** Groups of agents that end together, first group first. */
export function stopStages<T extends { readonly name: string }>(agents: readonly T[]): readonly (readonly T[])[] {
  return [0, 1, 2, 3]
    .map((stage) => agents.filter(({ name }) => stageOf(name) === stage))
    .filter((group) => group.length > 0);
}
