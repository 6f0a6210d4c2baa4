import { Button, Group, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { PropertyUses, PropertyView } from "#shared/contract/properties.ts";
import { isOffered } from "#shared/rules/properties/options.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { useSaving } from "../form/use-saving.ts";
import css from "./properties.module.css";

const cx = classNamesOf(css);

/** Deletes a property that nothing uses; of one that is used it shows by what, and archives it instead. */
export function RemovePropertyDialog(props: { readonly property: PropertyView | null; readonly onClose: () => void }) {
  const { t } = useI18n();
  const { property, onClose } = props;
  return (
    <Modal
      opened={property !== null}
      onClose={onClose}
      title={property === null ? "" : t("properties.remove", { name: property.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {property === null ? null : <Question property={property} onClose={onClose} />}
    </Modal>
  );
}

function Question({ property, onClose }: { readonly property: PropertyView; readonly onClose: () => void }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const saving = useSaving();
  const [uses, setUses] = useState<PropertyUses | null>(null);
  const [failed, setFailed] = useState("");
  const { id, name } = property;
  useEffect(() => {
    let isOpen = true;
    client.properties.uses({ id }).then(
      (answer) => isOpen && setUses(answer),
      (error: unknown) => isOpen && setFailed(failureText(error, t)),
    );
    return () => {
      isOpen = false;
    };
  }, [client, id, t]);
  if (failed !== "") return <Text role="alert">{failed}</Text>;
  if (uses === null) return <Skeleton height={64} />;
  const lines = usesInWords(uses, t);
  const isUsed = lines.length > 0;
  const run = async (): Promise<void> => {
    const done = await saving.run(() =>
      isUsed ? client.properties.archive({ id }) : client.properties.remove({ id }),
    );
    if (!done) return;
    toasts.done(t(isUsed ? "properties.archive.done" : "properties.remove.done", { name }));
    onClose();
  };
  return (
    <Stack gap="sm">
      <Text>{t(isUsed ? "properties.remove.used" : "properties.remove.unused")}</Text>
      {isUsed ? (
        <>
          <ul className={cx("uses")}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Text size="sm" c="dimmed">
            {t("properties.remove.archive")}
          </Text>
        </>
      ) : null}
      <Group justify="flex-end" gap="xs">
        <SavedMark state={saving.state} />
        <Button variant="default" onClick={onClose}>
          {t("shell.cancel")}
        </Button>
        {isUsed && !isOffered(property) ? null : (
          <Button
            {...(isUsed ? {} : { color: "red.9" })}
            data-autofocus
            loading={saving.state.kind === "saving"}
            onClick={() => void run()}
          >
            {t(isUsed ? "properties.remove.archiveIt" : "properties.remove.go")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

type Translate = ReturnType<typeof useI18n>["t"];

function usesInWords({ workflows, mailTemplates, stages, tickets }: PropertyUses, t: Translate): string[] {
  return [
    ...workflows.map((name) => t("properties.uses.workflow", { name })),
    ...mailTemplates.map((name) => t("properties.uses.template", { name })),
    ...stages.map((place) => t("properties.uses.stage", place)),
    ...(tickets === 0 ? [] : [t("properties.uses.tickets", { count: tickets })]),
  ];
}
