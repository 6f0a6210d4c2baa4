import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PropertyView } from "#shared/contract/properties.ts";
import { MAX_DECIMALS, type NumberBounds, PROPERTY_TYPES } from "#shared/model/setup/property.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { useSaving } from "../form/use-saving.ts";
import { OptionsEditor } from "./OptionsEditor.tsx";
import { draftOfProperty, hasOptions, isComplete, savedOf } from "./property-draft.ts";

/** Makes a property, or changes one. Its type is chosen once: values and workflows go by it. */
export function PropertyDialog(props: { readonly edited: PropertyView | "new" | null; readonly onClose: () => void }) {
  const { t } = useI18n();
  const { edited } = props;
  return (
    <Modal
      opened={edited !== null}
      onClose={props.onClose}
      size="lg"
      title={edited === null || edited === "new" ? t("properties.new") : t("properties.edit", { name: edited.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {edited === null ? null : <Form property={edited === "new" ? null : edited} onClose={props.onClose} />}
    </Modal>
  );
}

function Form({ property, onClose }: { readonly property: PropertyView | null; readonly onClose: () => void }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const saving = useSaving();
  const [draft, setDraft] = useState(() => draftOfProperty(property));
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const saved = savedOf(draft);
    const done = await saving.run(() =>
      property === null
        ? client.properties.create({ ...saved, type: draft.type })
        : client.properties.update({ id: property.id, ...saved }),
    );
    if (!done) return;
    toasts.done(t(property === null ? "properties.created" : "properties.saved", { name: saved.name }));
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t("properties.name")}
          dir="auto"
          maxLength={80}
          withAsterisk
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label={t("properties.type")}
          description={property === null ? t("properties.type.fixed") : undefined}
          disabled={property !== null}
          allowDeselect={false}
          data={PROPERTY_TYPES.map((type) => ({ value: type, label: t(`properties.type.${type}`) }))}
          value={draft.type}
          onChange={(next) => {
            const type = PROPERTY_TYPES.find((one) => one === next);
            if (type !== undefined) change({ type });
          }}
        />
        <Textarea
          label={t("properties.description")}
          description={t("properties.description.text")}
          dir="auto"
          autosize
          maxLength={500}
          value={draft.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        {draft.type === "number" ? <Bounds bounds={draft.bounds} onChange={(bounds) => change({ bounds })} /> : null}
        {hasOptions(draft) ? (
          <OptionsEditor options={draft.options} onChange={(options) => change({ options })} />
        ) : null}
        {property === null ? null : (
          <Text size="xs" c="dimmed">
            {t("properties.key", { placeholder: `{{ ticket.properties.${property.key} }}` })}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <SavedMark state={saving.state} />
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" disabled={!isComplete(draft)} loading={saving.state.kind === "saving"}>
            {t(property === null ? "properties.create" : "properties.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Bounds(props: { readonly bounds: NumberBounds; readonly onChange: (bounds: NumberBounds) => void }) {
  const { bounds, onChange } = props;
  const { t } = useI18n();
  const isWrong = bounds.min !== null && bounds.max !== null && bounds.min > bounds.max;
  return (
    <SimpleGrid cols={3} spacing="sm">
      {(["min", "max"] as const).map((end) => (
        <NumberInput
          key={end}
          label={t(`properties.${end}`)}
          hideControls
          error={end === "max" && isWrong ? t("properties.bounds.wrong") : undefined}
          value={bounds[end] ?? ""}
          onChange={(next) => onChange({ ...bounds, [end]: typeof next === "number" ? next : null })}
        />
      ))}
      <NumberInput
        label={t("properties.decimals")}
        min={0}
        max={MAX_DECIMALS}
        allowDecimal={false}
        value={bounds.decimals}
        onChange={(next) => typeof next === "number" && onChange({ ...bounds, decimals: next })}
      />
    </SimpleGrid>
  );
}
