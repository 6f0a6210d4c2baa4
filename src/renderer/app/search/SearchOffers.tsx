import { IconBookmark, IconFilter, IconHistory } from "@tabler/icons-react";
import { classNamesOf } from "../../components/class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import type { Offer } from "./use-search-offers.ts";
import css from "./SearchField.module.css";

const cx = classNamesOf(css);
const ICONS = { operator: IconFilter, value: IconFilter, saved: IconBookmark, recent: IconHistory } as const;

type OffersProps = {
  readonly id: string;
  readonly offers: readonly Offer[];
  /** -1: none. */
  readonly chosen: number;
  readonly onTake: (offer: Offer) => void;
};

/** The list below the field. The field keeps the focus and says which entry is meant. */
export function SearchOffers({ id, offers, chosen, onTake }: OffersProps) {
  const { t } = useI18n();
  return (
    <div className={cx("offers")} id={id} role="listbox" aria-label={t("search.offers")}>
      {offers.map((offer, index) => {
        const Icon = ICONS[offer.kind];
        return (
          <div
            key={`${offer.kind} ${offer.label}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={cx("offer", index === chosen && "chosen")}
            // Before the field loses the focus, which closes the list.
            onMouseDown={(event) => {
              event.preventDefault();
              onTake(offer);
            }}
          >
            <Icon size={14} stroke={1.75} aria-hidden />
            <span className={cx("label")}>{offer.label}</span>
            <span className={cx("about")}>{offer.about}</span>
          </div>
        );
      })}
    </div>
  );
}
