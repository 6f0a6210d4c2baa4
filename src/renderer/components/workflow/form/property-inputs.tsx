import { Select, TextInput } from "@mantine/core";
import { propertyType } from "#shared/automation/filters/properties.ts";
import { OwnValue } from "#shared/model/setup/property.ts";
import { OwnValueInput } from "#renderer/components/properties/OwnValueInput.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { propertyChoices, valueChoices } from "./choices.ts";
import type { CommonProps, FilledProps, SetValue } from "./field-props.ts";
import { withValue, type FieldShape } from "./fields.ts";
import { useFieldWords } from "./form-context.tsx";
import { useOwnProperties } from "./use-own-properties.ts";
import { useDocuments } from "./use-documents.ts";

/** A property of the ticket, or of what belongs to it. */
export function PropertyInput(
  props: FilledProps & { readonly shape: Extract<FieldShape, { kind: "property" }>; readonly common: CommonProps },
) {
  const { shape, common, values, field, onChange } = props;
  const { say, names } = useWords();
  const own = useOwnProperties(values[field.name]);
  const words = useFieldWords();
  const object = shape.hasObject ? String(values["object"]) : "ticket";
  const choices = propertyChoices(
    { say, names, own },
    (one) => words.value("object", one),
    (type, one) => (shape.only === "any" || type.kind === "date") && (shape.hasObject || one === "ticket"),
  );
  const value = values[field.name];
  return (
    <Select
      {...common}
      searchable
      data={choices}
      value={typeof value === "string" ? `${object}.${value}` : null}
      onChange={(next) => {
        const [nextObject = "ticket", property = ""] = (next ?? "").split(".");
        if (next === null) return;
        const after = withValue(values, field.name, property);
        onChange(shape.hasObject ? withValue(after, "object", nextObject) : after, null);
      }}
    />
  );
}

/** A value of the property beside it; empty: any. */
export function ValueInput(props: FilledProps & { readonly common: CommonProps; readonly set: SetValue }) {
  const { values, field, common, set } = props;
  const { say, names } = useWords();
  const { t } = useI18n();
  const documents = useDocuments();
  const own = useDeskState((state) => state.setup.properties.find(({ id }) => id === values["propertyId"]));
  const property = values["property"];
  const choices =
    typeof property === "string"
      ? valueChoices("ticket", property, { say, names, documents: (kind) => documents(kind) })
      : null;
  const value = values[field.name];
  if (own !== undefined)
    return (
      <OwnValueInput
        {...common}
        key={own.id}
        property={own}
        placeholder={t("properties.emptied")}
        value={OwnValue.nullable().catch(null).parse(value)}
        onChange={(next, isTyped) => set(next, isTyped)}
      />
    );
  if (choices !== null)
    return (
      <Select
        {...common}
        clearable
        searchable
        placeholder={t("workflows.anyValue")}
        data={choices}
        value={typeof value === "string" ? value : null}
        onChange={(next) => set(next ?? undefined)}
      />
    );
  const isNumber = typeof property === "string" && propertyType("ticket", property)?.kind === "number";
  return (
    <TextInput
      {...common}
      placeholder={t("workflows.anyValue")}
      value={value === undefined || value === null ? "" : String(value)}
      onChange={({ currentTarget: { value: typed } }) =>
        set(typed === "" ? undefined : isNumber && Number.isFinite(Number(typed)) ? Number(typed) : typed, true)
      }
    />
  );
}
