import type { InputIssue } from "../../errors/pipedesk-error.ts";
import type { WorkflowDefinition } from "../definition.ts";
import type { GalleryDesk } from "./gallery-desk.ts";
import type { GalleryCategory, GalleryKey, ParameterKind } from "./names.ts";
import type { Parameter } from "./parameter.ts";
import type { GalleryTexts } from "./texts/texts.ts";

/** A ready workflow (F12): its places by name, and how a definition is made when they are filled. */
export type GalleryItem = {
  readonly key: GalleryKey;
  readonly category: GalleryCategory;
  readonly parameters: readonly { readonly name: string; readonly kind: ParameterKind }[];
  /** What stands in each place on this desk when nothing is said; null: it must be said. Plain JSON. */
  defaultsFor(desk: GalleryDesk, texts: GalleryTexts): Readonly<Record<string, unknown>>;
  /** The workflow for this desk. What is not given takes its default; what does not fit is told by its path. Pure. */
  build(desk: GalleryDesk, texts: GalleryTexts, given: Readonly<Record<string, unknown>>): Built;
};

export type Built =
  | { readonly ok: true; readonly definition: WorkflowDefinition }
  | { readonly ok: false; readonly issues: readonly InputIssue[] };

type Parameters = Readonly<Record<string, Parameter<unknown>>>;
type ValuesOf<Given extends Parameters> = {
  readonly [Name in keyof Given]: Given[Name] extends Parameter<infer Value> ? Value : never;
};

export function defineItem<const Given extends Parameters>(item: {
  readonly key: GalleryKey;
  readonly category: GalleryCategory;
  readonly parameters: Given;
  build(values: ValuesOf<Given>, texts: GalleryTexts): WorkflowDefinition;
}): GalleryItem {
  const { key, category, parameters } = item;
  const places = Object.entries<Parameter<unknown>>(parameters);
  return {
    key,
    category,
    parameters: places.map(([name, { kind }]) => ({ name, kind })),
    defaultsFor: (desk, texts) =>
      Object.fromEntries(places.map(([name, parameter]) => [name, parameter.defaultFor(desk, texts)])),
    build(desk, texts, given) {
      const issues: InputIssue[] = Object.keys(given)
        .filter((name) => !Object.hasOwn(parameters, name))
        .map((name) => ({ path: `parameters.${name}`, message: "There is no such parameter." }));
      const values: Record<string, unknown> = {};
      for (const [name, parameter] of places) {
        const value = Object.hasOwn(given, name) ? given[name] : parameter.defaultFor(desk, texts);
        const read = parameter.schema.safeParse(value);
        if (read.success) values[name] = read.data;
        else if (value === null || value === undefined)
          issues.push({ path: `parameters.${name}`, message: "This must be given: the desk has nothing that fits." });
        else
          issues.push(
            ...read.error.issues.map(({ path, message }) => ({
              path: ["parameters", name, ...path.map(String)].join("."),
              message,
            })),
          );
      }
      if (issues.length > 0) return { ok: false, issues };
      // Each value was read by its parameter's own schema.
      return { ok: true, definition: item.build(values as ValuesOf<Given>, texts) };
    },
  };
}
