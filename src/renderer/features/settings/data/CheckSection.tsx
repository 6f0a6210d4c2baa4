import { Button, Checkbox, Group, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { FINDING_AREAS, type Finding, type FindingArea } from "#shared/contract/data.ts";
import { createTell, isMessageKey } from "#shared/i18n/index.ts";
import { Section } from "../form/Section.tsx";
import css from "./DataSettings.module.css";

const cx = classNamesOf(css);
const ICONS = { ok: IconCircleCheck, note: IconInfoCircle, problem: IconAlertTriangle } as const;

/** *Check this desk*: what is wrong first, then what is worth knowing; what is fine is folded away. */
export function CheckSection() {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const [online, setOnline] = useState(false);
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const check = async () => {
    const found = await asking.run(() => client.data.check({ online }));
    if (found !== undefined) setFindings(found.findings);
  };
  return (
    <Section
      title={t("data.check.title")}
      text={t("data.check.text")}
      action={
        <Button variant="default" flex="none" loading={asking.isBusy} onClick={() => void check()}>
          {t("data.check.action")}
        </Button>
      }
    >
      <Checkbox
        size="sm"
        label={t("data.check.online")}
        checked={online}
        onChange={(event) => setOnline(event.currentTarget.checked)}
      />
      {asking.error === null ? null : <Refusal text={asking.error.text} />}
      {asking.isBusy ? (
        <Group gap="xs" mt="sm" role="status" wrap="nowrap">
          <Loader size="xs" />
          <Text size="sm">{t("data.check.running")}</Text>
        </Group>
      ) : findings === null ? null : (
        <Findings findings={findings} />
      )}
    </Section>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useI18n();
  const problems = findings.filter(({ level }) => level === "problem");
  const notes = findings.filter(({ level }) => level === "note");
  const fine = findings.filter(({ level }) => level === "ok");
  return (
    <div className={cx("findings")}>
      <p className={cx("verdict", problems.length === 0 ? "ok" : "problem")} role="status">
        {problems.length === 0 ? t("data.check.fine") : t("data.check.problems", { count: problems.length })}
      </p>
      <ul className={cx("list")}>
        {[...problems, ...notes].map((finding, index) => (
          <Row key={`${finding.id}-${index}`} finding={finding} />
        ))}
      </ul>
      <details className={cx("fine")}>
        <summary>{t("data.check.allFine", { count: fine.length })}</summary>
        {FINDING_AREAS.map((area) => (
          <Area key={area} area={area} findings={fine.filter((finding) => finding.area === area)} />
        ))}
      </details>
    </div>
  );
}

function Area({ area, findings }: { readonly area: FindingArea; readonly findings: readonly Finding[] }) {
  const { t } = useI18n();
  if (findings.length === 0) return null;
  return (
    <>
      <h3 className={cx("area")}>{t(`data.area.${area}`)}</h3>
      <ul className={cx("list")}>
        {findings.map((finding, index) => (
          <Row key={`${finding.id}-${index}`} finding={finding} />
        ))}
      </ul>
    </>
  );
}

function Row({ finding }: { readonly finding: Finding }) {
  const { t, language } = useI18n();
  const { id, level, values } = finding;
  const tell = createTell(language);
  const Icon = ICONS[level];
  const advice = `data.advice.${id}`;
  return (
    <li className={cx("finding")}>
      <Icon size={18} stroke={1.75} className={cx("mark", level)} role="img" aria-label={t(`data.level.${level}`)} />
      <div className={cx("words")}>
        <p className={cx("sentence")}>{tell(`data.finding.${id}`, values)}</p>
        {level !== "ok" && isMessageKey(advice) ? <p className={cx("advice")}>{tell(advice, values)}</p> : null}
      </div>
    </li>
  );
}
