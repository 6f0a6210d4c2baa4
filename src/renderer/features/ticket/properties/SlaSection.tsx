import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatDuration } from "#renderer/components/format-amounts.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { standingsOf, type SlaStanding } from "#shared/rules/sla/standing.ts";
import { useTicket } from "../ticket-context.tsx";
import css from "./Properties.module.css";
import { PropertyRow } from "./PropertyRow.tsx";
import { PanelPart } from "./PanelPart.tsx";

const cx = classNamesOf(css);

/** What the ticket's policy promises and how each of it stands, by which policy, and since when the clock stands still; nothing where it falls under none. */
export function SlaSection() {
  const { record, names } = useTicket();
  const { sla, pipelineId, stageId } = record.ticket;
  const { t, language } = useI18n();
  const now = useNow();
  const policies = useDeskState((state) => state.setup.slaPolicies);
  const standings = sla ? standingsOf(sla, now) : [];
  if (!sla || standings.length === 0) return null;
  const policy = policies.find(({ id }) => id === sla.policyId);
  const when = formatMoment(sla.stageSinceEpochMs, now, language);
  return (
    <PanelPart name="sla" title={t("ticketSla.title")}>
      {standings.map((standing) => (
        <PropertyRow key={standing.target} label={t(`ticket.sla.${standing.target}`)}>
          <Standing standing={standing} />
        </PropertyRow>
      ))}
      <PropertyRow label={t("ticketSla.policy")}>
        <div className={cx("plain")}>
          {policy === undefined ? (
            t("ticketSla.deletedPolicy")
          ) : (
            <a href={hrefOf({ page: "settings", section: "sla", id: policy.id, tab: null })}>{policy.name}</a>
          )}
        </div>
      </PropertyRow>
      {sla.stage === "going" ? null : (
        <p className={cx("slaNote")}>
          {sla.stage === "closed"
            ? t("ticketSla.closedSince", { when })
            : t("ticketSla.pausedSince", { when, stage: names.stage({ pipelineId, stageId }) })}
        </p>
      )}
    </PanelPart>
  );
}

/** The time that is left goes on before one's eyes; when that is, on hover. */
function Standing({ standing }: { readonly standing: SlaStanding }) {
  const { t, language } = useI18n();
  const now = useNow();
  const { state, dueAtEpochMs, leftMs, endedAtEpochMs } = standing;
  const moment = endedAtEpochMs ?? dueAtEpochMs;
  const words = () => {
    if (state === "met") return t("ticketSla.met");
    if (state === "breached" && endedAtEpochMs !== null) return t("ticketSla.missed");
    if (state === "paused") return t("ticketSla.paused", { time: formatDuration(leftMs ?? 0, language) });
    if (dueAtEpochMs === null) return t("ticketSla.none");
    const time = formatDuration(Math.abs(dueAtEpochMs - now), language);
    return t(state === "breached" ? "ticketSla.over" : "ticketSla.left", { time });
  };
  return (
    <div
      className={cx("plain", "sla", state)}
      {...(moment === null ? {} : { title: formatAbsolute(moment, language) })}
    >
      {words()}
      {moment === null ? null : <span className={cx("slaMoment")}> · {formatMoment(moment, now, language)}</span>}
    </div>
  );
}
