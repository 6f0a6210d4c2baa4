import { IconArrowRight, IconEqual, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { MacroView } from "#shared/contract/macros.ts";
import type { MacroId, TicketId } from "#shared/model/ids.ts";
import { classNamesOf } from "../class-names.ts";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import { failureText } from "../../state/failure.ts";
import { useMacroWords } from "./use-macro-words.ts";
import css from "./MacroPanel.module.css";

const cx = classNamesOf(css);

type Seen = Awaited<ReturnType<ReturnType<typeof useDesk>["client"]["macros"]["preview"]>>;
const ICONS = { changed: IconArrowRight, unchanged: IconEqual, skipped: IconEqual, refused: IconX } as const;

/** What each step would do to the ticket, up to the one that is refused. @param props.isOne the ticket is the only one: else it stands for all */
export function MacroPreview(props: { readonly id: MacroId; readonly ticketId: TicketId; readonly isOne: boolean }) {
  const { id, ticketId } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const say = useMacroWords();
  const [shown, setShown] = useState<{ readonly macro: MacroView | undefined; readonly seen: Seen } | null>(null);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let wanted = true;
    Promise.all([client.macros.list(), client.macros.preview({ id, ticketId })]).then(
      ([{ items }, seen]) => wanted && setShown({ macro: items.find((one) => one.id === id), seen }),
      (reason: unknown) => wanted && setError(reason),
    );
    return () => {
      wanted = false;
    };
  }, [client, id, ticketId]);
  if (error !== undefined) return <p role="alert">{failureText(error, t)}</p>;
  if (shown?.macro === undefined) return null;
  const { macro, seen } = shown;
  const refused = seen.result.kind === "refused" ? seen.result : null;
  return (
    <>
      <p className={cx("lead")}>{t(props.isOne ? "macros.would" : "macros.would.first")}</p>
      <ol className={cx("steps")}>
        {macro.steps.map((step) => {
          const result = seen.steps.find(({ stepId }) => stepId === step.id);
          const kind = result?.kind ?? (refused?.stepId === step.id ? "refused" : null);
          const Icon = kind === null ? null : ICONS[kind];
          return (
            <li key={step.id} className={cx("step", kind !== "changed" && "quiet")}>
              {Icon === null || kind === null ? <span /> : <Icon size={14} aria-label={t(`macros.step.${kind}`)} />}
              <span dir="auto">
                {say(step)}
                {result?.text === undefined ? null : <span className={cx("words")}>{result.text}</span>}
                {kind === "refused" ? <span className={cx("why")}>{refused?.message}</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
      {refused !== null && refused.stepId === undefined ? <p className={cx("why")}>{refused.message}</p> : null}
      {seen.reply === null ? null : (
        <>
          <p className={cx("lead")}>{t("macros.writesReply")}</p>
          <span className={cx("words")} dir="auto">
            {seen.reply.text}
          </span>
        </>
      )}
    </>
  );
}
