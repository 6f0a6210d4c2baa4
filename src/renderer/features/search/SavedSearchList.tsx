import { ActionIcon, TextInput } from "@mantine/core";
import { IconBookmark, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { useSavedSearches } from "#renderer/state/saved-searches.ts";
import type { SavedSearch } from "#shared/contract/search.ts";
import css from "./SavedSearchList.module.css";

const cx = classNamesOf(css);

/** A function of its own, so that it is asked once. */
const focusIt = (field: HTMLInputElement | null): void => field?.focus();

/** The person's saved searches: each leads to what it finds now. */
export function SavedSearchList() {
  const { t } = useI18n();
  const toasts = useToasts();
  const { items, set } = useSavedSearches();
  const [renamed, setRenamed] = useState<string | null>(null);
  if (items.length === 0) return null;
  const change = (next: readonly SavedSearch[], done?: string): void => {
    const save = async (): Promise<void> => {
      await set(next);
      if (done !== undefined) toasts.done(done);
    };
    save().catch((error: unknown) => toasts.failed(error));
  };
  const rename = (before: SavedSearch, name: string): void => {
    setRenamed(null);
    if (name.trim() === "" || name.trim() === before.name) return;
    change(items.map((one) => (one === before ? { ...one, name: name.trim() } : one)));
  };
  return (
    <section className={cx("saved")} aria-label={t("search.saved")}>
      <h2 className={cx("heading")}>{t("search.saved")}</h2>
      <ul className={cx("list")}>
        {items.map((item) => (
          <li key={item.name} className={cx("row")}>
            <IconBookmark size={16} stroke={1.75} aria-hidden />
            {renamed === item.name ? (
              <TextInput
                ref={focusIt}
                size="xs"
                aria-label={t("search.save.name")}
                defaultValue={item.name}
                maxLength={120}
                onBlur={(event) => rename(item, event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key === "Enter") rename(item, event.currentTarget.value);
                  if (event.key === "Escape") setRenamed(null);
                }}
              />
            ) : (
              <a className={cx("link")} href={hrefOf({ page: "search", q: item.q })} data-result>
                <span>{item.name}</span>
                <span className={cx("q")}>{item.q === item.name ? "" : item.q}</span>
              </a>
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("search.rename", { name: item.name })}
              onClick={() => setRenamed(item.name)}
            >
              <IconPencil size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("search.remove", { name: item.name })}
              onClick={() =>
                change(
                  items.filter((one) => one !== item),
                  t("search.removed", { name: item.name }),
                )
              }
            >
              <IconTrash size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
}
