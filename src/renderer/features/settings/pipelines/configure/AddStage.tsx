import { Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTooLong } from "#renderer/components/use-too-long.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { StageColour, StageKind } from "#shared/model/setup/pipeline.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useSaving } from "../../form/use-saving.ts";
import { ColourPicker } from "./ColourPicker.tsx";

/** Adds a stage at the end of its kind. */
export function AddStage({ pipeline }: { readonly pipeline: PipelineView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const saving = useSaving();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const [kind, setKind] = useState<StageKind>("open");
  const [chosen, setChosen] = useState<StageColour | null>(null);
  const tooLong = useTooLong()(name, MAX_NAME_CHARS);
  const colour = chosen ?? unusedColour(pipeline);

  if (!opened) {
    return (
      <Button variant="subtle" leftSection={<IconPlus size={15} />} onClick={() => setOpened(true)}>
        {t("settings.stages.add")}
      </Button>
    );
  }
  const close = (): void => {
    setOpened(false);
    setName("");
    setChosen(null);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === "" || tooLong !== null) return;
    if (await saving.run(() => client.pipelines.addStage({ id: pipeline.id, name: name.trim(), kind, colour })))
      close();
  };
  return (
    <form style={{ flex: 1 }} onSubmit={(event) => void submit(event)}>
      <Group gap="sm" wrap="nowrap">
        <ColourPicker colour={colour} stageName={name} disabled={false} onChoose={setChosen} />
        <TextInput
          ref={focusNow}
          style={{ flex: 1, maxWidth: 320 }}
          aria-label={t("settings.stages.newName")}
          placeholder={t("settings.stages.newName")}
          error={tooLong}
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t("settings.stages.kind")}
          value={kind}
          onChange={(value) => setKind(StageKind.parse(value))}
          data={StageKind.options.map((value) => ({ value, label: t(`settings.kind.${value}`) }))}
        />
        <Button
          type="submit"
          disabled={name.trim() === "" || tooLong !== null}
          loading={saving.state.kind === "saving"}
        >
          {t("settings.stages.addNow")}
        </Button>
        <Button variant="default" onClick={close}>
          {t("shell.cancel")}
        </Button>
        {saving.state.kind === "failed" ? <SavedMark state={saving.state} /> : null}
      </Group>
    </form>
  );
}

/** A colour that no stage has yet, so that columns can be told apart. */
function unusedColour({ stages }: PipelineView): StageColour {
  return StageColour.options.find((colour) => stages.every((stage) => stage.colour !== colour)) ?? "slate";
}

function focusNow(field: HTMLInputElement | null): void {
  field?.focus();
}

/** As the model has it. */
const MAX_NAME_CHARS = 80;
