import type { Stage } from "../../model/setup/pipeline.ts";

/** What no eye sees: joiners, direction marks, soft hyphens, variation selectors. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/**
 * What two names have in common that a reader takes for one: without regard to case, to spaces of any kind, to how letters are composed, to full and half
 * width, and to what can't be seen.
 */
export function nameKey(name: string): string {
  return (
    name
      .normalize("NFKC")
      .replaceAll(INVISIBLE, "")
      // Upper case first: it takes ß to SS and the final sigma to the other one.
      .toUpperCase()
      .toLowerCase()
      .normalize("NFKC")
      .split(/\s+/u)
      .filter((word) => word !== "")
      .join(" ")
  );
}

/** The stage that bears the name already; undefined where none does. */
export function stageNamed(stages: readonly Stage[], name: string, exceptId: string | null = null): Stage | undefined {
  const key = nameKey(name);
  return stages.find((stage) => stage.id !== exceptId && nameKey(stage.name) === key);
}
