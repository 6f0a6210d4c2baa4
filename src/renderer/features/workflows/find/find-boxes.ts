/** The search of the editor: which boxes say, or name, what is typed. Pure. */
import { describeFilter } from "#shared/automation/describe/describe-condition.ts";
import { describeArm, describeStep, describeTrigger } from "#shared/automation/describe/describe.ts";
import { words, type Names, type Phrase } from "#shared/automation/describe/words.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { kindOf, type BranchStep, type Step } from "#shared/automation/steps/step.ts";
import type { FlowGraph, FlowNode } from "#renderer/components/workflow/editor/flow-graph.ts";

export type Speech = { readonly names: Names; readonly say: (phrase: Phrase) => string };

export type BoxFinder = (graph: FlowGraph, definition: WorkflowDefinition, typed: string) => string[];

/**
 * Finds the boxes in which every word that is typed stands, with or without accents: in the kind, in the sentence that the box shows, in any text or
 * placeholder of it, or in the name of something that it names. In the order in which they are written. What a step says is put together once.
 */
export function createBoxFinder({ names, say }: Speech): BoxFinder {
  const texts = new WeakMap<Step, string>();

  function ofStep(step: Step, find: (id: string) => Step | null): string {
    const known = texts.get(step);
    if (known !== undefined) return known;
    const kind = kindOf(step);
    const named: string[] = [];
    kind.references(step as never, "", (reference, id) => {
      named.push(names(reference, id) ?? "");
      return id;
    });
    const category = say(words(`words.stepCategory.${kind.category}`));
    const text = plain(
      [say(words(kind.label)), category, say(describeStep(step, names, find)), ...named, ...ownTexts(step)].join("\n"),
    );
    texts.set(step, text);
    return text;
  }

  const ofArm = (branch: BranchStep, armId: string | null) => {
    const arm = branch.arms.find(({ id }) => id === armId);
    return plain(
      [arm?.name ?? "", say(describeArm(branch, armId, names)), ...(arm === undefined ? [] : ownTexts(arm))].join("\n"),
    );
  };

  const ofTriggers = ({ triggers, filter }: WorkflowDefinition) =>
    plain(
      [
        ...triggers.map((one) => say(describeTrigger(one, names))),
        say(describeFilter(filter, names)),
        ...ownTexts({ triggers, filter }),
      ].join("\n"),
    );

  return ({ nodes }, definition, typed) => {
    const wanted = plain(typed).split(/\s+/u).filter(Boolean);
    if (wanted.length === 0) return [];
    const steps = new Map(nodes.flatMap((node) => (node.kind === "step" ? [[node.id, node.step] as const] : [])));
    const textOf = (node: FlowNode): string | null => {
      if (node.kind === "step") return ofStep(node.step, (id) => steps.get(id) ?? null);
      if (node.kind === "arm") return ofArm(node.branch, node.armId);
      return node.kind === "triggers" ? ofTriggers(definition) : null;
    };
    return nodes.flatMap((node) => {
      const text = textOf(node);
      return text !== null && wanted.every((word) => text.includes(word)) ? [node.id] : [];
    });
  };
}

/** All texts of a part, but ids and the steps in its arms. */
function ownTexts(part: unknown): string[] {
  if (typeof part === "string") return [part];
  if (Array.isArray(part)) return part.flatMap(ownTexts);
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => (NOT_SEARCHED.has(name) ? [] : ownTexts(value)));
}

const NOT_SEARCHED: ReadonlySet<string> = new Set(["id", "arms", "otherwise", "steps", "type"]);

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}
