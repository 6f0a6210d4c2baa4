import type { FactValue } from "./evaluate.ts";
import type { FilterReport } from "./explain.ts";
import { isGroup, type Filter } from "./filter.ts";

/**
 * The report of an evaluation of the past, from what was kept of it (F9b).
 * @param held of the filter's conditions in their order, `1` where it held
 * @param saw by `object.property`
 * @returns null where `held` is not of this filter.
 */
export function recallReport(
  filter: Filter,
  held: string,
  saw: Readonly<Record<string, FactValue>>,
): FilterReport | null {
  let position = 0;
  const recall = (group: Filter): FilterReport => {
    const parts = group.parts.map((part) => {
      if (isGroup(part)) return recall(part);
      const holds = held[position] === "1";
      position += 1;
      return {
        kind: "condition" as const,
        condition: part,
        saw: saw[`${part.object}.${part.property}`] ?? null,
        holds,
      };
    });
    const holds = group.match === "all" ? parts.every((part) => part.holds) : parts.some((part) => part.holds);
    return { kind: "group", match: group.match, parts, holds };
  };
  const report = recall(filter);
  return position === held.length ? report : null;
}
