import { Button, Group, Popover, TextInput } from "@mantine/core";
import { type NodeViewProps, NodeViewWrapper } from "@tiptap/react";
import { useContext, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { TemplateIssues } from "./issues-context.ts";
import { insideOf, isTag, piecesOf } from "./liquid-pieces.ts";
import { mendedLiquid } from "./mend-liquid.ts";
import css from "./TemplateEditor.module.css";

const cx = classNamesOf(css);

/** A placeholder in the text. Clicked, or chosen and Enter pressed, its Liquid can be changed. */
export function LiquidChip({ node, selected, editor, updateAttributes, deleteNode }: NodeViewProps) {
  const { t } = useI18n();
  const issues = useContext(TemplateIssues);
  const source = String(node.attrs["source"]);
  const [typed, setTyped] = useState<string | null>(null);
  const isUnknown = Array.from(issues).some((name) => name !== "" && namesIn(source).includes(name));
  const label = t(isUnknown ? "mailTemplates.chip.unknown" : "mailTemplates.chip", { source });
  const pieces = typed === null ? [] : piecesOf(typed.trim());
  const isWhole = pieces.length === 1 && pieces[0]?.kind === "liquid";
  const close = (): void => {
    setTyped(null);
    editor.commands.focus();
  };
  const keep = (): void => {
    if (!isWhole || typed === null) return;
    updateAttributes({ source: mendedLiquid(typed.trim()) });
    close();
  };
  return (
    <NodeViewWrapper as="span">
      <Popover
        opened={typed !== null}
        onChange={(opened) => !opened && setTyped(null)}
        width={320}
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <button
            type="button"
            className={cx("chip", isTag(source) && "tag", isUnknown && "unknown", selected && "selected")}
            aria-label={label}
            title={source}
            tabIndex={-1}
            disabled={!editor.isEditable}
            onClick={() => setTyped(source)}
          >
            {insideOf(source) || source}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              event.stopPropagation();
              keep();
            }}
          >
            <TextInput
              label={t("mailTemplates.chip.source")}
              description={t("mailTemplates.chip.text")}
              classNames={{ input: cx("code") }}
              value={typed ?? ""}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <Group justify="space-between" mt="xs">
              <Button variant="subtle" color="red" size="compact-sm" onClick={() => deleteNode()}>
                {t("mailTemplates.chip.remove")}
              </Button>
              <Button type="submit" size="compact-sm" disabled={!isWhole}>
                {t("mailTemplates.chip.keep")}
              </Button>
            </Group>
          </form>
        </Popover.Dropdown>
      </Popover>
    </NodeViewWrapper>
  );
}

/** Names with their properties, and filters, as a problem of the template names them. */
function namesIn(source: string): string[] {
  return insideOf(source).match(/[\p{L}_][\p{L}\p{N}_.-]*/gu) ?? [];
}
