import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import { QUOTED_PREVIEW_CHARS } from "../limits.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import css from "./Quoted.module.css";

const cx = classNamesOf(css);

/** What goes below one's own words: the answered mail where it is wanted, the forwarded one always. Folded until it is looked at. */
export function Quoted(props: {
  readonly message: MessageView;
  readonly kind: "reply" | "forward";
  readonly quote: boolean;
  readonly withFiles: boolean;
  readonly readOnly: boolean;
  readonly onChange: (change: { readonly quote?: boolean; readonly withFiles?: boolean }) => void;
}) {
  const { message, kind } = props;
  const { t } = useI18n();
  const [shown, setShown] = useState(false);
  const files = message.attachments.filter(({ inline }) => !inline).length;
  const quoted = kind === "forward" || props.quote;
  return (
    <div className={cx("quoted")}>
      <div className={cx("line")}>
        {kind === "reply" ? (
          <Checkbox
            label={t("ticket.composer.quote")}
            checked={props.quote}
            disabled={props.readOnly}
            onChange={(event) => props.onChange({ quote: event.currentTarget.checked })}
          />
        ) : (
          <span className={cx("what")}>
            {t("ticket.composer.forwards", { name: nameOf(message.from), subject: message.subject })}
          </span>
        )}
        {kind === "forward" && files > 0 ? (
          <Checkbox
            label={t("ticket.composer.withFiles", { count: files })}
            checked={props.withFiles}
            disabled={props.readOnly}
            onChange={(event) => props.onChange({ withFiles: event.currentTarget.checked })}
          />
        ) : null}
        {quoted ? (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-expanded={shown}
            onClick={() => setShown((before) => !before)}
          >
            {t(shown ? "ticket.quoted.hide" : "ticket.quoted.show")}
          </Button>
        ) : null}
      </div>
      {quoted && shown ? (
        // It scrolls, so the keyboard has to reach it.
        <blockquote className={cx("text")} tabIndex={0}>
          {excerptOf(message)}
        </blockquote>
      ) : null}
    </div>
  );
}

function excerptOf({ text }: MessageView): string {
  return text.length > QUOTED_PREVIEW_CHARS ? `${text.slice(0, QUOTED_PREVIEW_CHARS)}…` : text;
}
