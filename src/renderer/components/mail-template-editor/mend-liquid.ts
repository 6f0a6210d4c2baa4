import { checkTemplate } from "#shared/automation/placeholders/check-template.ts";
import { isTag } from "./liquid-pieces.ts";

/**
 * A placeholder as it was meant, where other programs put typographic quotes and hard blanks into it, which Liquid can't read. One that can be read stays as it is, whatever stands in
 * its words. Pure.
 */
export function mendedLiquid(source: string): string {
  if (isTag(source) || faultsIn(source) === 0) return source;
  const mended = source
    .replaceAll(/[“”„«»]/gu, '"')
    .replaceAll(/[‘’‚]/gu, "'")
    .replaceAll("\u00a0", " ");
  return faultsIn(mended) < faultsIn(source) ? mended : source;
}

/** What can't be read at all is worse than any number of names that are not there. */
function faultsIn(source: string): number {
  const issues = checkTemplate(source);
  return issues.some(({ about }) => about === "") ? Number.POSITIVE_INFINITY : issues.length;
}
