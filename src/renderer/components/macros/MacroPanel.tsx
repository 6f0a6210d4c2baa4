import { Button, Group, Progress, Text, TextInput } from "@mantine/core";
import { IconLock, IconPlayerPlay } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { MacroResult } from "#shared/contract/macros.ts";
import type { RenderedText } from "#shared/contract/snippets.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { classNamesOf } from "../class-names.ts";
import { fuzzyRank } from "../composer/suggest/fuzzy.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import { hrefOf } from "../../state/routes.ts";
import { MacroPreview } from "./MacroPreview.tsx";
import { type MacroProgress, useRunMacro } from "./use-run-macro.ts";
import css from "./MacroPanel.module.css";

const cx = classNamesOf(css);

/** Find a macro, see what it would do to the ticket, run it. On many tickets it tells how far it has come, can be stopped, and says which were refused. */
export function MacroPanel(props: {
  readonly ticketIds: readonly TicketId[];
  readonly onReply?: (reply: RenderedText) => void;
  readonly onClose: () => void;
}) {
  const { ticketIds, onReply, onClose } = props;
  const { t } = useI18n();
  const id = useId();
  const macros = useDeskState((state) => state.setup.macros);
  const run = useRunMacro();
  const [q, setQ] = useState("");
  const [at, setAt] = useState(0);
  const [progress, setProgress] = useState<MacroProgress | null>(null);
  const [refused, setRefused] = useState<readonly MacroResult[]>([]);
  const stopped = useRef(false);
  const found = macros
    .flatMap((macro) => {
      const rank = fuzzyRank(q.trim(), `${macro.name} ${macro.description}`);
      return rank === null ? [] : [{ macro, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank || a.macro.name.localeCompare(b.macro.name))
    .map(({ macro }) => macro);
  const chosen = found[Math.min(at, found.length - 1)];
  const [firstTicketId] = ticketIds;

  const start = async (): Promise<void> => {
    if (chosen === undefined || progress !== null) return;
    stopped.current = false;
    setProgress({ done: 0, total: ticketIds.length });
    const { results, reply } = await run({
      id: chosen.id,
      name: chosen.name,
      ticketIds,
      onProgress: (now) => {
        setProgress(now);
        return !stopped.current;
      },
    });
    setProgress(null);
    const failed = results.filter(({ kind }) => kind === "refused");
    setRefused(failed);
    if (failed.length > 0) return;
    onClose();
    if (reply !== null) onReply?.(reply);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0 && found.length > 0) setAt((before) => (before + by + found.length) % found.length);
    else if (event.key === "Enter") void start();
    else return;
    event.preventDefault();
  };
  if (macros.length === 0)
    return (
      <Text size="sm">
        {t("macros.none.text")}{" "}
        <a href={hrefOf({ page: "settings", section: "macros", id: null, tab: null })} onClick={onClose}>
          {t("macros.title")}
        </a>
      </Text>
    );
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.id}`}
        aria-label={t("macros.find")}
        placeholder={t("macros.find")}
        value={q}
        onChange={(event) => {
          setQ(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={cx("columns")}>
        <div id={`${id}-list`} role="listbox" aria-label={t("macros.title")} className={cx("list")}>
          {found.map((macro, position) => (
            <div
              key={macro.id}
              id={`${id}-${macro.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={macro === chosen}
              className={cx("item", macro === chosen && "chosen")}
              onMouseDown={(event) => {
                event.preventDefault();
                setAt(position);
              }}
            >
              <span dir="auto">{macro.name}</span>
              {macro.ownerId === null ? null : <IconLock size={12} aria-label={t("snippets.own")} />}
            </div>
          ))}
          {found.length === 0 ? <div className={cx("nothing")}>{t("workflows.nothingFound")}</div> : null}
        </div>
        <div className={cx("preview")}>
          {chosen === undefined || firstTicketId === undefined ? null : (
            <MacroPreview key={chosen.id} id={chosen.id} ticketId={firstTicketId} isOne={ticketIds.length === 1} />
          )}
        </div>
      </div>
      {refused.length === 0 ? null : <Refused results={refused} />}
      {progress === null || progress.total < 2 ? null : (
        <Progress
          mt="sm"
          aria-label={t("macros.progress", { done: progress.done, total: progress.total })}
          value={(100 * progress.done) / progress.total}
        />
      )}
      <Group justify="flex-end" mt="sm">
        {progress === null || progress.total < 2 ? (
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
        ) : (
          <Button
            variant="default"
            onClick={() => {
              stopped.current = true;
            }}
          >
            {t("macros.stop")}
          </Button>
        )}
        <Button
          leftSection={<IconPlayerPlay size={14} />}
          loading={progress !== null}
          disabled={chosen === undefined}
          onClick={() => void start()}
        >
          {t("macros.run", { count: ticketIds.length })}
        </Button>
      </Group>
    </>
  );
}

/** The tickets that were left as they were, with the reason. */
function Refused({ results }: { readonly results: readonly MacroResult[] }) {
  const { t } = useI18n();
  const cards = useDeskState((state) => state.board.cards);
  return (
    <div role="alert" className={cx("refused")}>
      <strong>{t("macros.refused", { count: results.length })}</strong>
      <ul>
        {results.map((result) =>
          result.kind === "refused" ? (
            <li key={result.ticketId}>
              <a href={hrefOf({ page: "ticket", ticketId: result.ticketId })} dir="auto">
                {cards.get(result.ticketId)?.subject ?? result.ticketId}
              </a>
              {": "}
              {result.message}
            </li>
          ) : null,
        )}
      </ul>
    </div>
  );
}
