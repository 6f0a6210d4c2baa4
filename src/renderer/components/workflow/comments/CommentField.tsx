import { Button, Group, Textarea } from "@mantine/core";
import { IconMessagePlus } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./comments.module.css";

const cx = classNamesOf(css);

/** A text that becomes a comment; it stays where the desk does not take it. */
export function CommentField(props: {
  readonly label: string;
  readonly action: string;
  readonly save: (text: string) => Promise<unknown>;
  readonly onDone?: () => void;
}) {
  const { t } = useI18n();
  const toasts = useToasts();
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const isEmpty = text.trim() === "";
  const submit = async (): Promise<void> => {
    if (isEmpty) return;
    setBusy(true);
    try {
      await props.save(text);
      setText("");
      props.onDone?.();
    } catch (error) {
      toasts.failed(error, { title: t("comments.notSaved") });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={cx("field")}>
      <Textarea
        aria-label={props.label}
        placeholder={props.label}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={MAX_COMMENT_CHARS}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void submit();
        }}
      />
      <Group justify="flex-end">
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconMessagePlus size={14} />}
          disabled={isEmpty}
          loading={isBusy}
          onClick={() => void submit()}
        >
          {props.action}
        </Button>
      </Group>
    </div>
  );
}

/** As the model has it. */
const MAX_COMMENT_CHARS = 5000;
