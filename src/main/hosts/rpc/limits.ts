/** Issues told for one invalid input: a list of a thousand wrong elements must not become an answer of megabytes. */
export const MAX_REPORTED_ISSUES = 50;
