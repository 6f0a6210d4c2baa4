/** Comments on steps of workflows (E7). */
export const stepComments = {};
