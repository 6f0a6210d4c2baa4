import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { TemplateInput } from "#renderer/components/workflow/form/TemplateInput.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import { useMayChange, useMayWrite } from "#renderer/state/use-access.ts";
import { checkTemplate } from "#shared/automation/placeholders/check-template.ts";
import { MacroStep } from "#shared/automation/documents/macro.ts";
import type { MacroView } from "#shared/contract/macros.ts";
import { OwnOrSharedField } from "../form/OwnOrShared.tsx";
import { MacroSteps } from "./MacroSteps.tsx";

/** A macro that is made or changed. @param props.macro null: a new one */
export function MacroDialog(props: { readonly macro: MacroView | null; readonly onClose: () => void }) {
  const { macro, onClose } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const mayShare = useMayChange();
  const mayWrite = useMayWrite();
  const [words, setWords] = useState({
    name: macro?.name ?? "",
    description: macro?.description ?? "",
    steps: macro?.steps ?? [],
    reply: macro?.reply ?? "",
    shared: macro === null ? mayShare : macro.ownerId === null,
  });
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const mayEdit = mayWrite && (macro === null || macro.ownerId !== null || mayShare);
  const patch = (part: Partial<typeof words>): void => setWords((before) => ({ ...before, ...part }));
  const [issue] = checkTemplate(words.reply);
  const doesSomething = words.steps.length > 0 || words.reply.trim() !== "";
  const isWhole = words.steps.every((step) => MacroStep.safeParse(step).success);
  const isReady = words.name.trim() !== "" && doesSomething && isWhole && issue === undefined;
  const save = async (): Promise<void> => {
    if (!isReady || isBusy || !mayEdit) return;
    setBusy(true);
    setFailure(null);
    try {
      if (macro === null) await client.macros.create(words);
      else await client.macros.update({ id: macro.id, ...words });
      onClose();
    } catch (error) {
      setFailure(failureOf(error).data.issues?.[0]?.message ?? failureText(error, t));
    }
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(macro === null ? "macros.new" : "macros.edit")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t("snippets.name")}
          maxLength={120}
          value={words.name}
          disabled={!mayEdit}
          onChange={(event) => patch({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t("macros.description")}
          maxLength={500}
          value={words.description}
          disabled={!mayEdit}
          onChange={(event) => patch({ description: event.currentTarget.value })}
        />
        <MacroSteps steps={words.steps} disabled={!mayEdit} onChange={(steps) => patch({ steps })} />
        <TemplateInput
          label={t("macros.reply")}
          value={words.reply}
          isLong
          error={issue === undefined ? null : t("snippets.unknown", { name: issue.about || issue.message })}
          disabled={!mayEdit}
          onBlur={() => undefined}
          onChange={(reply) => patch({ reply })}
        />
        <OwnOrSharedField shared={words.shared} onChange={(shared) => patch({ shared })} />
        {failure === null ? null : (
          <p role="alert" style={{ margin: 0, color: "var(--pd-danger)" }}>
            {failure}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button loading={isBusy} disabled={!isReady || !mayEdit} onClick={() => void save()}>
            {t("composing.save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
