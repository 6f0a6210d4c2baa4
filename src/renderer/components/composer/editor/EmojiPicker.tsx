import { Popover } from "@mantine/core";
import { RichTextEditor } from "@mantine/tiptap";
import { IconMoodSmile } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { EMOJI } from "../suggest/emoji.ts";
import css from "./EmojiPicker.module.css";

const cx = classNamesOf(css);

/** All of them at a glance; who knows the name writes it behind a colon. */
export function EmojiPicker({ onPick }: { readonly onPick: (character: string) => void }) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <RichTextEditor.Control
          aria-label={t("composing.emoji")}
          title={t("composing.emoji")}
          onClick={() => setOpened((before) => !before)}
        >
          <IconMoodSmile size={16} stroke={1.5} />
        </RichTextEditor.Control>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <div className={cx("grid")} role="group" aria-label={t("composing.emoji")}>
          {EMOJI.map(({ character, name }) => (
            <button
              key={character}
              type="button"
              className={cx("emoji")}
              aria-label={name.replaceAll("_", " ")}
              title={`:${name}`}
              onClick={() => {
                setOpened(false);
                onPick(character);
              }}
            >
              {character}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
