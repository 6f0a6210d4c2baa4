import { Button, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { RequirableProperty } from "#shared/model/setup/pipeline.ts";
import { useI18n } from "../../state/desk-context.tsx";
import type { MoveProperties } from "../../state/pending-move.ts";
import { isGiven } from "./given.ts";
import { PropertyField } from "./PropertyField.tsx";

/** G4: asks for the properties that a stage requires and the ticket lacks. */
export function RequiredPropertiesForm(props: {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly missing: readonly RequirableProperty[];
  /** What the button says; absent: that the ticket moves. */
  readonly action?: string;
  readonly onSubmit: (properties: MoveProperties) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useI18n();
  const [values, setValues] = useState<MoveProperties>({});
  const complete = props.missing.every((property) => isGiven(values, property));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete) props.onSubmit(values);
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text c="dimmed">{t("move.required.text", { pipeline: props.pipelineName, stage: props.stageName })}</Text>
        {props.missing.map((property, index) => (
          <PropertyField
            key={property}
            property={property}
            values={values}
            onChange={(change) => setValues((before) => ({ ...before, ...change }))}
            required
            {...(index === 0 ? { "data-autofocus": true } : {})}
          />
        ))}
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
