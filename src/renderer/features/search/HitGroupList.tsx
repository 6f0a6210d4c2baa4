import { Button } from "@mantine/core";
import { IconMail, IconTicket, IconUser } from "@tabler/icons-react";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { SearchHit, Segment } from "#shared/contract/search.ts";
import css from "./HitGroupList.module.css";
import { hitPlace } from "./hit-place.ts";
import type { HitGroup } from "./search-session.ts";

const cx = classNamesOf(css);
const ICONS = { ticket: IconTicket, message: IconMail, contact: IconUser } as const;

/** Hits of one kind; `onShowAll` where only the first few are shown. */
export function HitGroupList(props: { readonly group: HitGroup; readonly onShowAll?: () => void }) {
  const { group, onShowAll } = props;
  const { t } = useI18n();
  return (
    <section className={cx("group")} aria-label={t(`search.kind.${group.kind}`)}>
      <div className={cx("head")}>
        <h2 className={cx("heading")}>{t(`search.kind.${group.kind}`)}</h2>
        {onShowAll !== undefined && group.hasMore ? (
          <Button variant="subtle" size="compact-xs" onClick={onShowAll}>
            {t("search.showAll")}
          </Button>
        ) : null}
      </div>
      <ul className={cx("list")}>
        {group.items.map((hit) => (
          <li key={hit.id}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Hit({ hit }: { readonly hit: SearchHit }) {
  const { t } = useI18n();
  const Icon = ICONS[hit.kind];
  // What is indexed of a ticket beside its subject are tags and numbers: worth showing only where they are what was found.
  const snippet = hit.kind === "ticket" && !hit.snippet.some((segment) => segment.hit) ? [] : hit.snippet;
  const untitled = hit.title.every((segment) => segment.text.trim() === "");
  return (
    <a className={cx("hit")} href={hrefOf(hitPlace(hit))} data-result>
      <Icon size={16} stroke={1.75} className={cx("icon")} aria-hidden />
      <span className={cx("words")}>
        <span className={cx("title")} dir="auto">
          {hit.ticketNumber === null ? null : <span className={cx("number")}>#{hit.ticketNumber}</span>}
          {untitled ? <em>{t("board.noSubject")}</em> : <Marked segments={hit.title} />}
          {hit.isNote === true ? <span className={cx("badge")}>{t("search.note")}</span> : null}
          {hit.ofContact === undefined ? null : (
            <span className={cx("badge")}>{t("search.ofContact", { name: hit.ofContact })}</span>
          )}
          {hit.withServer === true ? <span className={cx("badge")}>{t("search.withServer")}</span> : null}
          {hit.kind === "message" && hit.ticketId === null ? (
            <span className={cx("badge")}>{t("search.noTicket")}</span>
          ) : null}
        </span>
        {snippet.length === 0 ? null : (
          <span className={cx("snippet")} dir="auto">
            <Marked segments={snippet} />
          </span>
        )}
      </span>
      {hit.atEpochMs === null ? null : <RelativeTime atEpochMs={hit.atEpochMs} className={cx("time")} />}
    </a>
  );
}

function Marked({ segments }: { readonly segments: readonly Segment[] }) {
  return segments.map((segment, index) => (segment.hit ? <mark key={index}>{segment.text}</mark> : segment.text));
}
