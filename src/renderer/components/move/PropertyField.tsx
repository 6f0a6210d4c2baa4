import { useAssignableUsers } from "#renderer/state/use-access.ts";
import { Select, TagsInput, TextInput } from "@mantine/core";
import type { RequirableProperty } from "#shared/model/setup/pipeline.ts";
import { UserId } from "#shared/model/ids.ts";
import { TicketPriority } from "#shared/model/ticket.ts";
import { useI18n } from "../../state/desk-context.tsx";
import type { MoveProperties } from "../../state/pending-move.ts";
import { priorityOption } from "../priority-option.tsx";
import { epochFromLocalInput, localInputFromEpoch } from "./local-input.ts";

/** A field for one of the properties that a stage may require; the same in every form. */
export function PropertyField(props: {
  readonly property: RequirableProperty;
  readonly values: MoveProperties;
  readonly onChange: (change: MoveProperties) => void;
  readonly required?: boolean;
  readonly error?: string | undefined;
  readonly "data-autofocus"?: boolean;
}) {
  const { t } = useI18n();
  const users = useAssignableUsers();
  const { property, values, onChange } = props;
  const common = {
    label: t(`property.${property}`),
    withAsterisk: props.required === true,
    error: props.error,
    "data-autofocus": props["data-autofocus"],
  };
  switch (property) {
    case "subject":
      return (
        <TextInput
          {...common}
          maxLength={500}
          value={values.subject ?? ""}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
      );
    case "priority":
      return (
        <Select
          {...common}
          placeholder={t("property.noPriority")}
          clearable
          renderOption={priorityOption}
          data={TicketPriority.options.map((value) => ({ value, label: t(`board.priority.${value}`) }))}
          value={values.priority ?? null}
          onChange={(value) => onChange({ priority: TicketPriority.nullable().parse(value) })}
        />
      );
    case "ownerId":
      return (
        <Select
          {...common}
          placeholder={t("property.nobody")}
          clearable
          searchable
          data={users.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.ownerId ?? null}
          onChange={(value) => onChange({ ownerId: UserId.nullable().parse(value) })}
        />
      );
    case "dueAtEpochMs":
      return (
        <TextInput
          {...common}
          type="datetime-local"
          value={localInputFromEpoch(values.dueAtEpochMs ?? null)}
          onChange={(event) => onChange({ dueAtEpochMs: epochFromLocalInput(event.currentTarget.value) })}
        />
      );
    case "tags":
      return (
        <TagsInput
          {...common}
          maxTags={50}
          value={values.tags === undefined ? [] : [...values.tags]}
          onChange={(tags) => onChange({ tags: tags.map((tag) => tag.trim().slice(0, 60)).filter(Boolean) })}
        />
      );
  }
}
