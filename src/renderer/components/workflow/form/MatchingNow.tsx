import { Anchor, Button } from "@mantine/core";
import { IconTicket } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { MAX_MATCHING_LISTED, type MatchingQuestion, type MatchingTickets } from "#shared/contract/enrolment.ts";
import { isFilterFilled } from "./conditions.ts";
import css from "./MatchingNow.module.css";
import { useMatching, type MatchingState } from "./use-matching.ts";

const cx = classNamesOf(css);

/** How many tickets meet what is put together, as it is now, and which: below the conditions, while they are changed. */
export function MatchingNow({ question }: { readonly question: MatchingQuestion }) {
  const { t } = useI18n();
  const state = useMatching(isFilterFilled(question.filter) ? question : null);
  const [isListed, setListed] = useState(false);
  const items = state.kind === "told" ? state.told.items : [];
  return (
    <div className={cx("matching")}>
      <div className={cx("line")}>
        <IconTicket size={16} aria-hidden />
        <span role="status">{wordsOf(state, t)}</span>
        {items.length === 0 ? null : (
          <Button size="compact-xs" variant="default" aria-expanded={isListed} onClick={() => setListed(!isListed)}>
            {t(isListed ? "workflows.matching.hide" : "workflows.matching.show")}
          </Button>
        )}
      </div>
      {isListed && items.length > 0 && state.kind === "told" ? <List told={state.told} /> : null}
    </div>
  );
}

type Translate = ReturnType<typeof useI18n>["t"];

function wordsOf(state: MatchingState, t: Translate): string {
  switch (state.kind) {
    case "counting":
    case "incomplete":
    case "failed":
      return t(`workflows.matching.${state.kind}`);
    case "told": {
      const { matching: count, isExact } = state.told;
      if (!isExact) return t("workflows.matching.atLeast", { count });
      return count === 0 ? t("workflows.matching.none") : t("workflows.matching", { count });
    }
  }
}

function List({ told: { items, matching } }: { readonly told: MatchingTickets }) {
  const { t } = useI18n();
  return (
    <div className={cx("list")} role="group" aria-label={t("workflows.matching.list")} tabIndex={0}>
      <ul>
        {items.map(({ id, number, subject }) => (
          <li key={id}>
            <Anchor href={hrefOf({ page: "ticket", ticketId: id })} size="sm" title={subject}>
              {number === null ? null : <span className={cx("number")}>#{number} </span>}
              <bdi>{subject}</bdi>
            </Anchor>
          </li>
        ))}
      </ul>
      {matching > items.length ? (
        <p className={cx("first")}>{t("workflows.matching.first", { count: MAX_MATCHING_LISTED })}</p>
      ) : null}
    </div>
  );
}
