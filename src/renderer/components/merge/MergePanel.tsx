import { Alert, Button, Group } from "@mantine/core";
import { IconAlertTriangle, IconArrowDown, IconArrowsExchange } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { MergeTargets } from "#shared/contract/tickets.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { useDesk, useDeskState, useI18n } from "../../state/desk-context.tsx";
import { classNamesOf } from "../class-names.ts";
import { FoundList, FoundRow } from "../found/FoundList.tsx";
import { mergeOutlook, mergeRefusal, ticketName } from "./merge-outlook.ts";
import css from "./MergePanel.module.css";
import { TicketLine } from "./TicketLine.tsx";

const cx = classNamesOf(css);

/** Somebody who types a word asks once. */
const PAUSE_MS = 120;

type Target = MergeTargets["items"][number];
type Props = {
  readonly ticketId: TicketId;
  readonly onMerge: (from: TicketCard, into: TicketCard) => void;
};

/** Finds the ticket that another is to be merged into, then says what will happen before it does. */
export function MergePanel({ ticketId, onMerge }: Props) {
  const [typed, setTyped] = useState("");
  const found = useTargets(ticketId, typed);
  const [chosen, setChosen] = useState<Target | null>(null);
  if (chosen !== null && found.targets !== null)
    return <Decision ticket={found.targets.ticket} other={chosen} onBack={() => setChosen(null)} onMerge={onMerge} />;
  return <TargetList typed={typed} onType={setTyped} found={found} onChoose={setChosen} />;
}

type Found = { readonly targets: MergeTargets | null; readonly hasFailed: boolean };

/** What was found last stays until the next answer is there. */
function useTargets(id: TicketId, q: string): Found {
  const { client } = useDesk();
  const [found, setFound] = useState<Found>({ targets: null, hasFailed: false });
  useEffect(() => {
    const aborted = new AbortController();
    const ask = () =>
      void client.tickets.mergeTargets({ id, q: q.trim() }, { signal: aborted.signal }).then(
        (targets) => aborted.signal.aborted || setFound({ targets, hasFailed: false }),
        () => aborted.signal.aborted || setFound(({ targets }) => ({ targets, hasFailed: true })),
      );
    const timer = setTimeout(ask, q === "" ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborted.abort();
    };
  }, [client, id, q]);
  return found;
}

function TargetList(props: {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly found: Found;
  readonly onChoose: (target: Target) => void;
}) {
  const { t } = useI18n();
  const { targets, hasFailed } = props.found;
  const items = targets?.items ?? [];
  const isNothing = targets !== null && items.length === 0;
  return (
    <FoundList
      isSteady
      takesFocus
      findLabel={t("merge.find")}
      listLabel={t("merge.found")}
      typed={props.typed}
      onType={props.onType}
      hint={hasFailed ? t("merge.failed") : isNothing ? t("merge.none") : null}
    >
      {items.map((target, index) => (
        <FoundRow key={target.id} isFirst={index === 0} onClick={() => props.onChoose(target)}>
          <TicketLine ticket={target} note={target.isSameContact ? t("merge.sameContact") : ""} />
        </FoundRow>
      ))}
    </FoundList>
  );
}

/** Which goes into which, what comes of it, and the button that does it. */
function Decision(props: {
  readonly ticket: TicketCard;
  readonly other: Target;
  readonly onBack: () => void;
  readonly onMerge: Props["onMerge"];
}) {
  const { t, language } = useI18n();
  const setup = useDeskState((state) => state.setup);
  const me = useDeskState((state) => state.status?.me);
  const [isSwapped, setSwapped] = useState(false);
  const { ticket, other } = props;
  const [from, into] = isSwapped ? [other, ticket] : [ticket, other];
  const refusal = mergeRefusal({ from, into }, setup, me, t, language);
  const lines = mergeOutlook({ from, into, isSameContact: other.isSameContact }, setup, t);
  return (
    <div className={cx("root")}>
      <div className={cx("pair")}>
        <TicketLine ticket={from} />
        <IconArrowDown size={16} aria-hidden />
        <TicketLine ticket={into} />
        <p className={cx("hidden")}>{t("merge.heading", { from: ticketName(from), into: ticketName(into) })}</p>
      </div>
      {refusal === null ? (
        <section aria-label={t("merge.outlook.title")} aria-live="polite">
          <h3 className={cx("heading")}>{t("merge.outlook.title")}</h3>
          <ul className={cx("outlook")}>
            {lines.map(({ tone, text }) => (
              <li key={text} className={cx(tone === "warning" && "warning")}>
                {text}
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <Alert color="red" py="xs" icon={<IconAlertTriangle size={18} />} role="alert">
          {refusal}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button
          variant="subtle"
          mr="auto"
          px="xs"
          leftSection={<IconArrowsExchange size={15} />}
          onClick={() => setSwapped((swapped) => !swapped)}
        >
          {t("merge.swap")}
        </Button>
        <Button variant="default" onClick={props.onBack}>
          {t("shell.back")}
        </Button>
        <Button ref={focusNow} disabled={refusal !== null} onClick={() => props.onMerge(from, into)}>
          {t("merge.confirm")}
        </Button>
      </Group>
    </div>
  );
}

/** What takes the place of what was pressed takes its focus too. */
function focusNow(button: HTMLButtonElement | null): void {
  button?.focus();
}
