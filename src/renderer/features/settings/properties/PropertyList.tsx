import { classNamesOf } from "#renderer/components/class-names.ts";
import { dropped, inOrder, moved } from "#renderer/components/list-order.ts";
import { rowKind, useRowDrag } from "#renderer/components/use-row-drag.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import type { PropertyView } from "#shared/contract/properties.ts";
import { PropertyId } from "#shared/model/setup/property.ts";
import { OrderedRow } from "../form/OrderedRow.tsx";
import { SavedMark } from "../form/SavedMark.tsx";
import { useAhead, useSaving } from "../form/use-saving.ts";
import { PropertyRow } from "./PropertyRow.tsx";
import css from "./properties.module.css";

const cx = classNamesOf(css);
const PROPERTY_ROW = rowKind("settings-property", PropertyId);

/** The properties in the order in which tickets show them; dragged, or moved by the arrow keys on their handle. */
export function PropertyList(props: {
  readonly properties: readonly PropertyView[];
  readonly onEdit: (property: PropertyView) => void;
  readonly onRemove: (property: PropertyView) => void;
}) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const announce = useAnnounce();
  const saving = useSaving();
  const order = useAhead<readonly PropertyId[]>(props.properties.map(({ id }) => id));
  const properties = inOrder([...props.properties], order.shown);
  const reorder = async (ids: readonly PropertyId[], id: PropertyId): Promise<void> => {
    if (ids === order.shown) return;
    order.choose(ids);
    const name = properties.find((one) => one.id === id)?.name ?? "";
    announce(t("properties.movedTo", { name, position: ids.indexOf(id) + 1, total: ids.length }));
    if (!(await saving.run(() => client.properties.order({ ids: [...ids] })))) order.forget();
  };
  const drag = useRowDrag(PROPERTY_ROW, (id, onto, edge) => void reorder(dropped(order.shown, id, onto, edge), id));
  return (
    <>
      <ol className={cx("list")} aria-label={t("properties.title")}>
        {properties.map((property, index) => (
          <OrderedRow
            key={property.id}
            kind={PROPERTY_ROW}
            id={property.id}
            handle={t("properties.handle", { name: property.name })}
            disabled={!mayChange}
            drag={drag}
            onMoveBy={(step) => void reorder(moved(order.shown, property.id, index + step), property.id)}
          >
            <PropertyRow property={property} onEdit={props.onEdit} onRemove={props.onRemove} />
          </OrderedRow>
        ))}
      </ol>
      <SavedMark state={saving.state} />
    </>
  );
}
