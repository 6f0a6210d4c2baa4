import { Button, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import type { MoveProperties } from "../../state/pending-move.ts";
import { OwnValueInput } from "../properties/OwnValueInput.tsx";
import { isGiven, isValueGiven } from "./given.ts";
import { PropertyField } from "./PropertyField.tsx";
import { ownIn, requirableIn } from "./refusal-text.ts";

/** G4: asks for the properties that a stage requires and the ticket lacks. */
export function RequiredPropertiesForm(props: {
  readonly pipelineName: string;
  readonly stageName: string;
  /** As the rule names them. */
  readonly missing: readonly string[];
  /** What the button says; absent: that the ticket moves. */
  readonly action?: string;
  readonly onSubmit: (properties: MoveProperties) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useI18n();
  const [values, setValues] = useState<MoveProperties>({});
  const missing = requirableIn(props.missing);
  const own = ownIn(props.missing);
  const properties = useDeskState((state) => state.setup.properties);
  const complete =
    missing.every((property) => isGiven(values, property)) && own.every((id) => isValueGiven(values, id));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete) props.onSubmit(values);
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text c="dimmed">{t("move.required.text", { pipeline: props.pipelineName, stage: props.stageName })}</Text>
        {missing.map((property, index) => (
          <PropertyField
            key={property}
            property={property}
            values={values}
            onChange={(change) => setValues((before) => ({ ...before, ...change }))}
            required
            {...(index === 0 ? { "data-autofocus": true } : {})}
          />
        ))}
        {own.map((id, index) => {
          const property = properties.find((one) => one.id === id);
          if (property === undefined) return <Text key={id}>{t("properties.requiredGone")}</Text>;
          return (
            <OwnValueInput
              key={id}
              property={property}
              label={property.name}
              withAsterisk
              value={values.values?.[id] ?? null}
              onChange={(value) => setValues((before) => ({ ...before, values: { ...before.values, [id]: value } }))}
              data-autofocus={missing.length === 0 && index === 0 ? true : undefined}
            />
          );
        })}
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" onClick={props.onCancel}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" disabled={!complete}>
            {props.action ?? t("move.required.action", { stage: props.stageName })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
