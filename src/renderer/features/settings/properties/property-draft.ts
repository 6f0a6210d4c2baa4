/** A property as its dialog holds it, before it is saved. Pure. */
import type { DeskClient } from "#shared/contract/index.ts";
import type { PropertyView } from "#shared/contract/properties.ts";
import type { NumberBounds, PropertyValueType } from "#shared/model/setup/property.ts";
import { isOffered, optionsOf } from "#shared/rules/properties/options.ts";

export type EditedOption = {
  /** Of a new one, its own within the dialog. */
  readonly id: string;
  readonly isNew: boolean;
  readonly name: string;
  readonly isArchived: boolean;
};

export type PropertyDraft = {
  readonly name: string;
  readonly type: PropertyValueType;
  readonly description: string;
  readonly bounds: NumberBounds;
  readonly options: readonly EditedOption[];
};

const NO_BOUNDS: NumberBounds = { min: null, max: null, decimals: 2 };

export function draftOfProperty(property: PropertyView | null): PropertyDraft {
  if (property === null)
    return {
      name: "",
      type: "text",
      description: "",
      bounds: NO_BOUNDS,
      options: [{ id: "new-1", isNew: true, name: "", isArchived: false }],
    };
  const { name, type, description, bounds } = property;
  return {
    name,
    type,
    description,
    bounds: bounds ?? NO_BOUNDS,
    options: optionsOf(property).map((option) => ({
      id: option.id,
      isNew: false,
      name: option.name,
      isArchived: !isOffered(option),
    })),
  };
}

export const hasOptions = ({ type }: Pick<PropertyDraft, "type">): boolean => type === "choice" || type === "choices";

/** Whether there is enough to save. */
export function isComplete(draft: PropertyDraft): boolean {
  const { min, max } = draft.bounds;
  const isRange = draft.type !== "number" || min === null || max === null || min <= max;
  return (
    draft.name.trim() !== "" && isRange && (!hasOptions(draft) || namedOptions(draft).some((one) => !one.isArchived))
  );
}

function namedOptions({ options }: PropertyDraft): EditedOption[] {
  return options.filter(({ name }) => name.trim() !== "");
}

type Saved = Omit<Parameters<DeskClient["properties"]["create"]>[0], "type" | "key">;

/** What is saved of it; rows without a name are left out. */
export function savedOf(draft: PropertyDraft): Saved {
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    ...(draft.type === "number" ? { bounds: draft.bounds } : {}),
    ...(hasOptions(draft)
      ? {
          options: namedOptions(draft).map(({ id, isNew, name, isArchived }) => ({
            ...(isNew ? {} : { id }),
            name: name.trim(),
            isArchived,
          })),
        }
      : {}),
  };
}
