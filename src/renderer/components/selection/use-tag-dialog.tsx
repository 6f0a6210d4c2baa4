import { Button, Group, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useCallback, useState } from "react";
import type { BulkChange } from "#shared/model/ticket-change.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { MAX_TAG_CHARS } from "./limits.ts";

const TAG_MODAL = "tag";

type Run = (change: BulkChange) => void;

/** Asks for a tag and whether it is given or taken away. */
export function useTagDialog(): (run: Run) => void {
  const { t } = useI18n();
  return useCallback(
    (run) => {
      modals.open({
        modalId: TAG_MODAL,
        title: t("selection.tag"),
        size: "sm",
        padding: "sm",
        children: (
          <TagForm
            run={(change) => {
              modals.close(TAG_MODAL);
              run(change);
            }}
          />
        ),
      });
    },
    [t],
  );
}

function TagForm({ run }: { readonly run: Run }) {
  const { t } = useI18n();
  const [typed, setTyped] = useState("");
  const tag = typed.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (tag !== "") run({ kind: "tags", add: [tag], remove: [] });
      }}
    >
      <TextInput
        aria-label={t("selection.tag")}
        placeholder={t("selection.tag")}
        maxLength={MAX_TAG_CHARS}
        value={typed}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Group mt="sm" justify="flex-end" gap="xs">
        <Button variant="default" disabled={tag === ""} onClick={() => run({ kind: "tags", add: [], remove: [tag] })}>
          {t("selection.removeTag")}
        </Button>
        <Button type="submit" disabled={tag === ""}>
          {t("selection.addTag")}
        </Button>
      </Group>
    </form>
  );
}
