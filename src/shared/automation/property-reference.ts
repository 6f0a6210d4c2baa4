import { isPropertyId } from "../model/setup/property.ts";
import type { At } from "./kind.ts";

/** A property's name, where it is one of the desk's own with what stands for it elsewhere. */
export function atProperty<Name extends string>(property: Name, path: string, at: At): Name {
  return isPropertyId(property) ? (at("property", property, path) as Name) : property;
}
