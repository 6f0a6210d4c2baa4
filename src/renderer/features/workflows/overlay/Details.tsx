import { Button } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./stop.module.css";

const cx = classNamesOf(css);
/** More is shown when it is asked for: laying out a text of megabytes would freeze the window. */
const SHOWN_CHARACTERS = 600;
const MOST_CHARACTERS = 20_000;
const LABELLED = ["to", "notified", "subject", "title", "name"] as const;

/** What a step says that it worked with: to whom, under which subject, who was chosen. Ids stay away: what they name is told by what changed. */
export function Details({ details }: { readonly details: Readonly<Record<string, unknown>> | undefined }) {
  const { t } = useI18n();
  const lines = LABELLED.flatMap((name) => {
    const text = textOf(details?.[name]);
    return text === "" ? [] : [{ name, text }];
  });
  if (lines.length === 0) return null;
  return (
    <dl className={cx("details")}>
      {lines.map(({ name, text }) => (
        <div key={name}>
          <dt>{t(`workflows.run.detail.${name}`)}</dt>
          <dd dir="auto">
            <LongText text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A text that may be very long: its beginning, and the rest when it is asked for. */
export function LongText({ text }: { readonly text: string }) {
  const { t } = useI18n();
  const [isWhole, setWhole] = useState(false);
  const most = isWhole ? MOST_CHARACTERS : SHOWN_CHARACTERS;
  if (text.length <= most) return text;
  return (
    <>
      {text.slice(0, most)} …{" "}
      {isWhole ? (
        t("workflows.run.cut", { count: text.length - most })
      ) : (
        <Button size="compact-xs" variant="subtle" onClick={() => setWhole(true)}>
          {t("workflows.run.more")}
        </Button>
      )}
    </>
  );
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.filter((one) => typeof one === "string").join(", ") : "";
}
