import { TextInput } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { SlaTargets } from "#shared/automation/documents/sla-policy.ts";
import { SlaTargetName } from "#shared/model/sla.ts";
import { TicketPriority } from "#shared/model/ticket.ts";
import { minutesOf, minutesText } from "./minutes-text.ts";
import css from "./sla.module.css";

const cx = classNamesOf(css);

const PRIORITY_KEYS = {
  urgent: "words.value.urgent",
  high: "words.value.high",
  medium: "words.value.medium",
  low: "words.value.low",
} as const satisfies Record<TicketPriority, string>;

const PRIORITIES = TicketPriority.options.toReversed();

/** How long each thing may take: for every priority, and for those that have a time of their own. */
export function TargetsField(props: {
  readonly targets: SlaTargets;
  readonly isReadOnly: boolean;
  readonly onChange: (targets: SlaTargets) => void;
}) {
  const { targets, isReadOnly, onChange } = props;
  const { t } = useI18n();
  const cell = (name: SlaTargetName, priority: TicketPriority | null) => {
    const { minutes, byPriority } = targets[name];
    const label = t("sla.minutes", {
      target: t(`sla.target.${name}`),
      priority: priority === null ? t("sla.any") : t(PRIORITY_KEYS[priority]),
    });
    const put = (next: number | null) => {
      if (priority === null) return onChange({ ...targets, [name]: { minutes: next, byPriority } });
      const { [priority]: _before, ...others } = byPriority;
      onChange({
        ...targets,
        [name]: { minutes, byPriority: next === null ? others : { ...others, [priority]: next } },
      });
    };
    return (
      <MinutesInput
        label={label}
        placeholder={priority === null ? "" : t("sla.same")}
        minutes={priority === null ? minutes : (byPriority[priority] ?? null)}
        isReadOnly={isReadOnly}
        onChange={put}
      />
    );
  };
  return (
    <table className={cx("targets")}>
      <thead>
        <tr>
          <th scope="col">{t("property.priority")}</th>
          {SlaTargetName.options.map((name) => (
            <th key={name} scope="col">
              {t(`sla.target.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[null, ...PRIORITIES].map((priority) => (
          <tr key={priority ?? ""}>
            <th scope="row">{priority === null ? t("sla.any") : t(PRIORITY_KEYS[priority])}</th>
            {SlaTargetName.options.map((name) => (
              <td key={name}>{cell(name, priority)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What can't be read stays in the field and is told there. */
function MinutesInput(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly minutes: number | null;
  readonly isReadOnly: boolean;
  readonly onChange: (minutes: number | null) => void;
}) {
  const { t } = useI18n();
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? props.minutes : minutesOf(typed);
  return (
    <TextInput
      aria-label={props.label}
      title={t("sla.minutesHint")}
      placeholder={props.placeholder}
      disabled={props.isReadOnly}
      value={typed ?? minutesText(props.minutes)}
      error={read === undefined ? t("sla.unreadable") : null}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const minutes = minutesOf(text);
        if (minutes !== undefined) props.onChange(minutes);
      }}
      onBlur={() => read !== undefined && setTyped(null)}
    />
  );
}
