import { Button, Group, Loader, Modal, Select, Text } from "@mantine/core";
import { type KeyboardEvent, useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { navigate } from "#renderer/state/routes.ts";
import { GALLERY_CATEGORIES } from "#shared/automation/gallery/names.ts";
import type { GalleryEntry } from "#shared/contract/gallery.ts";
import { stayingPipelines } from "#shared/rules/pipeline-rules/removal.ts";
import { GalleryForm } from "./GalleryForm.tsx";
import css from "./gallery.module.css";

const cx = classNamesOf(css);

/** The ready workflows: what each does, step by step, as it would be here with what is filled in. */
export function GalleryDialog(props: {
  readonly isOpen: boolean;
  /** Which is chosen at first; null: the first of all. */
  readonly first: GalleryEntry["key"] | null;
  readonly onClose: () => void;
}) {
  const { isOpen, onClose } = props;
  const { t } = useI18n();
  const [tries, setTries] = useState(0);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="68rem"
      yOffset="4vh"
      title={t("workflows.gallery")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Gallery key={tries} first={props.first} onClose={onClose} onAgain={() => setTries(tries + 1)} />
    </Modal>
  );
}

type Listed =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly text: string }
  | { readonly kind: "there"; readonly items: readonly GalleryEntry[] };

function Gallery(props: {
  readonly first: GalleryEntry["key"] | null;
  readonly onClose: () => void;
  readonly onAgain: () => void;
}) {
  const { onClose, onAgain } = props;
  const { client } = useDesk();
  const { t, language } = useI18n();
  const pipelines = stayingPipelines(useDeskState((state) => state.setup.pipelines));
  const [chosenId, setPipelineId] = useState<string | null>(null);
  const [listed, setListed] = useState<Listed>({ kind: "loading" });
  const [key, setKey] = useState(props.first);
  const pipeline = pipelines.find(({ id }) => id === chosenId) ?? pipelines[0];
  const pipelineId = pipeline?.id;
  useEffect(() => {
    let isCurrent = true;
    client.gallery.list({ language, ...(pipelineId === undefined ? {} : { pipelineId }) }).then(
      ({ items }) => isCurrent && setListed({ kind: "there", items }),
      (error: unknown) => isCurrent && setListed({ kind: "failed", text: failureText(error, t) }),
    );
    return () => void (isCurrent = false);
  }, [client, language, pipelineId, t]);

  if (listed.kind === "loading" || pipeline === undefined)
    return <Loader size="sm" aria-label={t("workflows.gallery")} />;
  if (listed.kind === "failed")
    return (
      <Group>
        <Text role="alert">{listed.text}</Text>
        <Button variant="default" onClick={onAgain}>
          {t("workflows.gallery.again")}
        </Button>
      </Group>
    );
  const entry = listed.items.find((item) => item.key === key) ?? listed.items[0];
  return (
    <>
      <Select
        label={t("workflows.pipeline")}
        mb="sm"
        maw={320}
        allowDeselect={false}
        data={pipelines.map(({ id, name }) => ({ value: id as string, label: name }))}
        value={pipeline.id}
        onChange={setPipelineId}
      />
      <div className={cx("gallery")}>
        <div className={cx("list")} role="group" aria-label={t("workflows.gallery")} ref={focusChosen}>
          {GALLERY_CATEGORIES.map((category) => (
            <section key={category}>
              <h3 className={cx("category")}>{t(`workflows.gallery.${category}`)}</h3>
              {listed.items
                .filter((item) => item.category === category)
                .map((item) => (
                  <button
                    key={item.key}
                    type="button"
                    className={cx("ready", item.key === entry?.key && "current")}
                    aria-pressed={item.key === entry?.key}
                    // The list may be there before the dialog has taken the focus.
                    {...(item.key === entry?.key ? { "data-autofocus": true } : {})}
                    // One stop of the Tab key; the arrows go on from there.
                    tabIndex={item.key === entry?.key ? 0 : -1}
                    onFocus={() => setKey(item.key)}
                    onKeyDown={moveAlong}
                    onClick={() => setKey(item.key)}
                  >
                    {item.name}
                  </button>
                ))}
            </section>
          ))}
        </div>
        {entry === undefined ? null : (
          <GalleryForm
            key={`${entry.key} ${pipeline.id}`}
            entry={entry}
            pipeline={pipeline}
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

/** Once the list is there; the dialog has the focus until then. */
function focusChosen(list: HTMLElement | null): void {
  list?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
}

/** Up and down go to the next and the one before, Home and End to the first and the last. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const buttons = Array.from(event.currentTarget.closest("[role=group]")?.querySelectorAll("button") ?? []);
  const at = buttons.findIndex((button) => button === document.activeElement);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const next = buttons[places[event.key] ?? -1];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
