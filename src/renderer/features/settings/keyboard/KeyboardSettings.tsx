import { Button, Group, Kbd, Text } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { keyLabel } from "#renderer/components/key-label.ts";
import { useI18n, usePreferences, useServices, useSetPreferences } from "#renderer/state/desk-context.tsx";
import { CATALOGUE, type CataloguedKey, conflictOf, KEY_AREAS } from "#renderer/state/shortcut-catalogue.ts";
import { Section } from "../form/Section.tsx";
import css from "./KeyboardSettings.module.css";
import { useRecordKeys } from "./use-record-keys.ts";

const cx = classNamesOf(css);

/** The keys by where they work; each can be given others, in this browser. */
export function KeyboardSettings() {
  const { t } = useI18n();
  const chosen = usePreferences((preferences) => preferences.keys);
  const setPreferences = useSetPreferences();
  const isChanged = Object.keys(chosen).length > 0;
  return (
    <div className={cx("page")}>
      <h1 className={cx("title")}>{t("keyboard.title")}</h1>
      <Group justify="space-between" maw={560}>
        <Text size="sm" c="dimmed">
          {t("keyboard.text")}
        </Text>
        <Button variant="default" size="xs" disabled={!isChanged} onClick={() => setPreferences({ keys: {} })}>
          {t("keyboard.resetAll")}
        </Button>
      </Group>
      {KEY_AREAS.map((area) => {
        const entries = CATALOGUE.filter((entry) => entry.area === area);
        return (
          <Section key={area} title={t(`keyboard.area.${area}`)}>
            <ul className={cx("list")}>
              {entries.map((entry) => (
                <KeyRow key={entry.keys} entry={entry} />
              ))}
            </ul>
          </Section>
        );
      })}
    </div>
  );
}

/** A key with what it does; pressed, it asks for another one. */
function KeyRow({ entry }: { readonly entry: CataloguedKey }) {
  const { t } = useI18n();
  const { shortcuts } = useServices();
  const chosen = usePreferences((preferences) => preferences.keys);
  const setPreferences = useSetPreferences();
  const [taken, setTaken] = useState<{ readonly keys: string; readonly by: CataloguedKey } | null>(null);
  const label = t(entry.label);
  const own = shortcuts.keysFor(entry.keys);
  const { [entry.keys]: _own, ...others } = chosen;
  const set = (keys: string) =>
    setPreferences({ keys: keys === entry.keys ? others : { ...others, [entry.keys]: keys } });
  const recorded = (keys: string): void => {
    const by = conflictOf(entry.keys, keys, (named) => shortcuts.keysFor(named));
    setTaken(by === null ? null : { keys, by });
    if (by === null) set(keys);
  };
  const record = useRecordKeys(recorded);
  return (
    <li className={cx("row")}>
      <span className={cx("label")}>{label}</span>
      <Button
        variant={record.isOn ? "filled" : "default"}
        size="compact-sm"
        aria-label={
          record.isOn ? t("keyboard.press") : t("keyboard.change", { label, keys: keyLabel(own) || t("keyboard.none") })
        }
        onClick={record.isOn ? record.stop : record.start}
        onBlur={record.stop}
        onKeyDown={record.onKeyDown}
      >
        {record.isOn ? (
          `${record.first === null ? "" : `${keyLabel(record.first)} `}${t("keyboard.press")}`
        ) : own === "" ? (
          t("keyboard.none")
        ) : (
          <Keys keys={own} />
        )}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        disabled={own === ""}
        aria-label={t("keyboard.offOf", { label })}
        onClick={() => set("")}
      >
        {t("keyboard.off")}
      </Button>
      {own === entry.keys ? null : (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={t("keyboard.resetOf", { label })}
          onClick={() => setPreferences({ keys: others })}
        >
          {t("keyboard.reset")}
        </Button>
      )}
      {taken === null ? null : (
        <span className={cx("taken")} role="alert">
          {t("keyboard.taken", { keys: keyLabel(taken.keys), label: t(taken.by.label) })}{" "}
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => {
              setPreferences({ keys: { ...others, [entry.keys]: taken.keys, [taken.by.keys]: "" } });
              setTaken(null);
            }}
          >
            {t("keyboard.takeOver")}
          </Button>
        </span>
      )}
    </li>
  );
}

function Keys({ keys }: { readonly keys: string }) {
  return keys.split(" ").map((key, index) => (
    <span key={index}>
      {index === 0 ? "" : " "}
      <Kbd size="xs">{keyLabel(key)}</Kbd>
    </span>
  ));
}
