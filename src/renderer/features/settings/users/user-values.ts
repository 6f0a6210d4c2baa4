import { addressesIn } from "#renderer/components/people/addresses-in.ts";
import type { UserView } from "#shared/contract/people.ts";
import { MAILBOX_ADDRESS } from "#shared/contract/outgoing.ts";
import type { Translate } from "#shared/i18n/index.ts";
import { addressesOfUser, type Permission } from "#shared/model/setup/user.ts";
import { mayChangeAutomation } from "#shared/rules/access/permissions.ts";

/** What the form holds. */
export type UserValues = {
  readonly name: string;
  /** One a line. */
  readonly addresses: string;
  readonly permissions: readonly Permission[];
  readonly away: boolean;
};

export function valuesOf(user: UserView | null): UserValues {
  return {
    name: user?.name ?? "",
    addresses: user === null ? "" : addressesOfUser(user).join("\n"),
    permissions: user?.permissions ?? [],
    away: user?.away === true,
  };
}

/** What is wrong with what was typed, in words; null: nothing is. The core decides all the same. */
export function problemOf(
  { addresses, permissions }: UserValues,
  user: UserView | null,
  users: readonly UserView[],
  t: Translate,
): { readonly field: "addresses" | "permissions"; readonly text: string } | null {
  const others = users.filter(({ id }) => id !== user?.id);
  for (const address of addressesIn(addresses)) {
    if (!MAILBOX_ADDRESS.test(address)) return { field: "addresses", text: t("users.form.wrongAddress", { address }) };
    const taken = others.find((other) => addressesOfUser(other).includes(address));
    if (taken) return { field: "addresses", text: t("users.form.taken", { address, name: taken.name }) };
  }
  const isSomebodyLeft = [permissions, ...others.map((other) => other.permissions)].some(mayChangeAutomation);
  return isSomebodyLeft ? null : { field: "permissions", text: t("users.form.nobodyLeft") };
}
