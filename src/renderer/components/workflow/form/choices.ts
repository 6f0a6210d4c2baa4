/** What properties can be chosen, and which values of theirs. */
import { propertyWords, valueWords } from "#shared/automation/describe/values.ts";
import type { Names, Phrase } from "#shared/automation/describe/words.ts";
import {
  propertyType,
  PROPERTIES,
  type PropertyType,
  type ReferenceKind,
} from "#shared/automation/filters/properties.ts";
import type { Choices } from "./use-documents.ts";

type Say = (phrase: Phrase) => string;

/** What is needed to say values. */
export type PropertySays = {
  readonly say: Say;
  readonly names: Names;
  readonly documents: (kind: ReferenceKind) => Choices | null;
};

/** Properties by their object, each as `object.property`. @param own ids of those that the desk made for itself */
export function propertyChoices(
  { say, names, own }: { readonly say: Say; readonly names: Names; readonly own: readonly string[] },
  objectName: (object: string) => string,
  fits: (type: PropertyType, object: string) => boolean,
): Choices {
  return Object.entries(PROPERTIES).flatMap(([object, properties]) => {
    const ofObject: Readonly<Record<string, PropertyType>> = properties;
    const ofDesk = object !== "ticket" ? [] : own.map((id) => [id, propertyType(object, id)] as const);
    const items = [...Object.entries(ofObject), ...ofDesk]
      .filter(([, type]) => type !== null && fits(type, object))
      .map(([property]) => ({ value: `${object}.${property}`, label: say(propertyWords(object, property, names)) }));
    return items.length === 0 ? [] : [{ group: objectName(object), items }];
  });
}

/** The values that a property can have; null where any text may be. */
export function valueChoices(
  object: string,
  property: string,
  { say, names, documents }: PropertySays,
): Choices | null {
  const type = propertyType(object, property);
  if (type === null || (type.kind !== "choice" && type.kind !== "set") || type.values === "free") return null;
  if (typeof type.values === "string") return documents(type.values);
  return type.values.map((value) => ({ value, label: say(valueWords(object, property, value, names)) }));
}
