import { Button, Group, Modal, ScrollArea, Select, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import { GALLERY_CATEGORIES } from "#shared/automation/gallery/names.ts";
import type { GalleryEntry } from "#shared/contract/gallery.ts";
import { DefinitionWords } from "./DefinitionWords.tsx";
import { previewOf } from "./gallery-preview.ts";
import css from "./list.module.css";

const cx = classNamesOf(css);

/** The ready workflows: what each does, step by step, as it would be here. */
export function GalleryDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="56rem"
      yOffset="6vh"
      title={t("workflows.gallery")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Gallery onClose={onClose} />
    </Modal>
  );
}

function Gallery({ onClose }: { readonly onClose: () => void }) {
  const { client } = useDesk();
  const { t, language } = useI18n();
  const toasts = useToasts();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const [pipelineId, setPipelineId] = useState(pipelines[0]?.id);
  const [items, setItems] = useState<readonly GalleryEntry[]>([]);
  const [key, setKey] = useState<GalleryEntry["key"] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    client.gallery.list({ language, ...(pipelineId === undefined ? {} : { pipelineId }) }).then(
      (list) => isCurrent && setItems(list.items),
      (error: unknown) => toasts.failed(error),
    );
    return () => void (isCurrent = false);
  }, [client, language, pipelineId, toasts]);
  const entry = items.find((item) => item.key === key) ?? items[0];
  return (
    <>
      <Select
        label={t("workflows.pipeline")}
        mb="sm"
        data={pipelines.map(({ id, name }) => ({ value: id as string, label: name }))}
        value={pipelineId ?? null}
        onChange={(next) => setPipelineId(pipelines.find(({ id }) => id === next)?.id)}
      />
      <div className={cx("gallery")}>
        <ScrollArea.Autosize
          mah="55vh"
          type="auto"
          viewportProps={{ tabIndex: 0, role: "group", "aria-label": t("workflows.gallery") }}
        >
          {GALLERY_CATEGORIES.map((category) => (
            <section key={category}>
              <h3 className={cx("category")}>{t(`workflows.gallery.${category}`)}</h3>
              {items
                .filter((item) => item.category === category)
                .map((item) => (
                  <button
                    key={item.key}
                    type="button"
                    className={cx("ready", item.key === entry?.key && "chosen")}
                    aria-pressed={item.key === entry?.key}
                    onClick={() => setKey(item.key)}
                  >
                    {item.name}
                  </button>
                ))}
            </section>
          ))}
        </ScrollArea.Autosize>
        {entry === undefined ? null : (
          <Preview
            key={`${entry.key} ${pipelineId ?? ""}`}
            entry={entry}
            pipelineId={pipelineId}
            onMade={(id) => {
              onClose();
              navigate({ page: "workflows", workflowId: id });
            }}
          />
        )}
      </div>
    </>
  );
}

function Preview(props: {
  readonly entry: GalleryEntry;
  readonly pipelineId: Parameters<typeof previewOf>[2];
  readonly onMade: (id: Awaited<ReturnType<ReturnType<typeof useDesk>["client"]["gallery"]["add"]>>["id"]) => void;
}) {
  const { entry, pipelineId, onMade } = props;
  const { client } = useDesk();
  const { t, language } = useI18n();
  const toasts = useToasts();
  const setup = useDeskState((state) => state.setup);
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  // What has no default on this desk has to be said; the rest can be changed in the editor.
  const missing = entry.parameters.filter((parameter) => parameter.default === null && parameter.kind === "url");
  const definition = previewOf(entry.key, setup, pipelineId, language, given);
  return (
    <div className={cx("preview")}>
      <h2>{entry.name}</h2>
      <p>{entry.description}</p>
      {missing.map(({ name }) => (
        <TextInput
          key={name}
          label={t("workflows.gallery.url")}
          type="url"
          required
          placeholder="https://"
          value={given[name] ?? ""}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setGiven((before) => ({ ...before, [name]: value }));
          }}
        />
      ))}
      {definition === null ? null : <DefinitionWords definition={definition} />}
      <Group justify="flex-end" mt="sm">
        <Button
          disabled={missing.some(({ name }) => (given[name] ?? "") === "")}
          onClick={() =>
            void client.gallery
              .add({ key: entry.key, language, parameters: given, ...(pipelineId === undefined ? {} : { pipelineId }) })
              .then(
                ({ id }) => onMade(id),
                (error: unknown) => toasts.failed(error),
              )
          }
        >
          {t("workflows.gallery.add")}
        </Button>
      </Group>
    </div>
  );
}
